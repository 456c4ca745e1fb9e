package soar.darktrace.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.web.IncidentFeed.Page;

/**
 * Incidents for those who come and get them: page by page, or as a stream. Each reader keeps its own cursor. The OpenAPI
 * document describes it in {@code manifest}.
 */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentController {

    private static final Set<String> OF_A_PAGE = Set.of(
            IncidentQuery.AFTER, IncidentQuery.LIMIT, IncidentQuery.INSTANCE, IncidentQuery.KINDS, IncidentQuery.WAIT);
    private static final Set<String> OF_A_STREAM =
            Set.of(IncidentQuery.AFTER, IncidentQuery.INSTANCE, IncidentQuery.KINDS, IncidentQuery.LAST);
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final MediaType EVENTS = new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8);

    private final IncidentFeed feed;
    private final DarktraceInstances instances;
    private final CallerLimits limits;
    private final Sinks.Empty<Void> closing = Sinks.empty();

    IncidentController(IncidentStore store, DarktraceInstances instances, CallerLimits limits) {
        this.limits = limits;
        this.feed = new IncidentFeed(store);
        this.instances = instances;
    }

    @GetMapping(produces = APPLICATION_JSON_VALUE)
    Mono<Void> page(@RequestParam MultiValueMap<String, String> parameters, ServerHttpResponse response) {
        return Mono.deferContextual(
                context -> page(IncidentQuery.of(parameters, OF_A_PAGE, instances, Caller.in(context)), response));
    }

    private Mono<Void> page(IncidentQuery query, ServerHttpResponse response) {
        Mono<Page> page = query.patience().isZero()
                ? feed.page(query)
                : feed.nextPage(query, Mono.firstWithSignal(Mono.delay(query.patience()), closing.asMono()));
        Mono<Void> answer = page.flatMap(read -> {
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            return response.writeWith(
                    read.share().whileWriting(new IncidentWriter(response.bufferFactory()).document(read)));
        });
        return query.patience().isZero() ? answer : limits.open(answer);
    }

    /** What cannot be answered is told before the stream begins; one that fails later ends, and its reader comes again. */
    @GetMapping(path = "/stream", produces = TEXT_EVENT_STREAM_VALUE)
    Mono<Void> stream(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            ServerWebExchange exchange) {
        return Mono.deferContextual(context -> stream(
                IncidentQuery.of(parameters, OF_A_STREAM, instances, Caller.in(context)), lastEventId, exchange));
    }

    private Mono<Void> stream(IncidentQuery asked, @Nullable String lastEventId, ServerWebExchange exchange) {
        IncidentQuery query = lastEventId == null || lastEventId.isBlank()
                ? asked
                : asked.startingAt(Cursor.of(LAST_EVENT_ID, lastEventId.strip()));
        ServerHttpResponse response = exchange.getResponse();
        IncidentWriter writer = new IncidentWriter(response.bufferFactory());
        return limits.open(feed.located(query)
                .flatMap(located -> feed.page(located).flatMap(first -> {
                    response.getHeaders().setContentType(EVENTS);
                    return response.writeAndFlushWith(new IncidentStream(
                                    feed,
                                    writer,
                                    CorrelationFilter.of(exchange),
                                    located,
                                    first,
                                    Mono.firstWithSignal(
                                            closing.asMono(),
                                            Mono.delay(limits.streamLifetime()).then()),
                                    Schedulers.parallel())
                            .turns());
                })));
    }

    /** Comes before the web server waits for the requests under way; those that wait for incidents need not hold it up. */
    @EventListener
    void onClose(ContextClosedEvent event) {
        closing.tryEmitEmpty();
    }
}
