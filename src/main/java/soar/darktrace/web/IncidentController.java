package soar.darktrace.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CorrelationId;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.web.IncidentFeed.Page;
import tools.jackson.databind.util.RawValue;

/**
 * Incidents for those who come and get them: page by page, or as a stream. Each reader keeps its own cursor. The OpenAPI
 * document describes it in {@code manifest}.
 */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentController {

    private static final Logger log = LoggerFactory.getLogger(IncidentController.class);
    private static final Set<String> OF_A_PAGE = Set.of(
            IncidentQuery.AFTER, IncidentQuery.LIMIT, IncidentQuery.INSTANCE, IncidentQuery.KINDS, IncidentQuery.WAIT);
    private static final Set<String> OF_A_STREAM =
            Set.of(IncidentQuery.AFTER, IncidentQuery.INSTANCE, IncidentQuery.KINDS);
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final ServerSentEvent<String> ALIVE =
            ServerSentEvent.<String>builder().comment("alive").build();
    private static final ServerSentEvent<String> END =
            ServerSentEvent.<String>builder().comment("end").build();

    /** A page of incidents, each as it is stored, and the cursor after them. */
    record IncidentPage(List<RawValue> incidents, String next) {

        static IncidentPage of(Page page) {
            return new IncidentPage(
                    page.events().stream()
                            .map(event -> new RawValue(event.json()))
                            .toList(),
                    page.next().text());
        }
    }

    private final IncidentFeed feed;
    private final DarktraceInstances instances;
    private final Sinks.Empty<Void> closing = Sinks.empty();

    IncidentController(IncidentStore store, DarktraceInstances instances) {
        this.feed = new IncidentFeed(store);
        this.instances = instances;
    }

    @GetMapping(produces = APPLICATION_JSON_VALUE)
    Mono<IncidentPage> page(@RequestParam MultiValueMap<String, String> parameters) {
        IncidentQuery query = IncidentQuery.of(parameters, OF_A_PAGE, instances);
        Mono<Page> page = query.patience().isZero()
                ? feed.page(query)
                : feed.nextPage(query)
                        .take(query.patience())
                        .takeUntilOther(closing.asMono())
                        .switchIfEmpty(feed.page(query));
        return page.map(IncidentPage::of);
    }

    /** What cannot be answered is told before the stream begins; one that fails later ends, and its reader comes again. */
    @GetMapping(path = "/stream", produces = TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<String>> stream(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId) {
        IncidentQuery asked = IncidentQuery.of(parameters, OF_A_STREAM, instances);
        IncidentQuery query = lastEventId == null || lastEventId.isBlank()
                ? asked
                : asked.startingAt(Cursor.of(LAST_EVENT_ID, lastEventId.strip()));
        return feed.page(query)
                .flatMapMany(first -> Flux.merge(
                        1,
                        Mono.just(ALIVE),
                        events(query, first).concatWith(Mono.just(END)),
                        Flux.interval(HEARTBEAT).onBackpressureDrop().map(tick -> ALIVE)))
                .takeUntil(END::equals)
                .takeUntilOther(closing.asMono());
    }

    /** Comes before the web server waits for the requests under way; those that wait for incidents need not hold it up. */
    @EventListener
    void onClose(ContextClosedEvent event) {
        closing.tryEmitEmpty();
    }

    private Flux<ServerSentEvent<String>> events(IncidentQuery query, Page first) {
        return Mono.just(first)
                .expand(page -> feed.nextPage(query.startingAt(page.next())))
                .concatMapIterable(Page::events, 1)
                .map(IncidentController::event)
                .onErrorResume(failure -> Flux.deferContextual(context -> {
                    CorrelationId.in(context)
                            .whileLogging(() -> log.warn("A stream of incidents ends: {}", failure.toString()));
                    return Flux.empty();
                }));
    }

    private static ServerSentEvent<String> event(IncidentEvent event) {
        return ServerSentEvent.builder(event.json())
                .id(new Cursor(event.position()).text())
                .event("incident")
                .build();
    }
}
