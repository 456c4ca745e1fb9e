package soar.darktrace.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.client.AnswerMemory;
import soar.darktrace.client.AnswerShare;

/** Holds what a request reads of Darktrace's answers until the caller has taken what was made of it. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class AnswerMemoryFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        AnswerShare share = new AnswerShare(AnswerMemory.ofProcess());
        return chain.filter(exchange).doFinally(signal -> share.close()).contextWrite(share::putInto);
    }
}
