package soar.darktrace.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers what Spring Security's firewall rejects, such as an encoded slash or an unknown method. No handler runs; WebFlux
 * only says why none would: a wrong method, an address with a wrong encoding. Where one would, there is nothing at
 * this address all the same.
 */
final class RejectedExchange implements ServerExchangeRejectedHandler {

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
        return Flux.fromIterable(mappings(exchange.getApplicationContext()))
                .concatMap(mapping -> mapping.getHandler(exchange))
                .next()
                .<Problem>then(Mono.just(Problem.ofServer(404)))
                .onErrorResume(why -> Mono.justOrEmpty(ProblemAdvice.problem(why, exchange)))
                .flatMap(problem -> ProblemResponse.write(problem, exchange));
    }

    private static List<HandlerMapping> mappings(@Nullable ApplicationContext context) {
        List<HandlerMapping> mappings = context == null
                ? null
                : context.getBean(DispatcherHandler.class).getHandlerMappings();
        return mappings == null ? List.of() : mappings;
    }
}
