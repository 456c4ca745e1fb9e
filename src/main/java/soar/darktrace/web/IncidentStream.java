package soar.darktrace.web;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import soar.darktrace.command.CorrelationId;
import soar.darktrace.web.IncidentFeed.Page;

/**
 * The stream of one reader, turn by turn: a turn is a page, or a sign of life where there is none for a while. A page is read
 * when its turn has come, which is when the reader has taken those before.
 */
final class IncidentStream {

    private static final Logger log = LoggerFactory.getLogger(IncidentStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final IncidentFeed feed;
    private final IncidentWriter writer;
    private final CorrelationId request;
    private final Mono<Void> end;
    private final Scheduler timer;
    private final Sinks.Empty<Void> gone = Sinks.empty();

    private IncidentQuery query;
    private @Nullable Mono<Page> next;
    private volatile boolean hasEnded;

    /**
     * A stream.
     *
     * @param query where it begins
     * @param first the first page, which was read to see whether there can be a stream
     * @param end when streams are to end
     * @param timer of the signs of life
     */
    IncidentStream(
            IncidentFeed feed,
            IncidentWriter writer,
            CorrelationId request,
            IncidentQuery query,
            Page first,
            Mono<Void> end,
            Scheduler timer) {
        this.feed = feed;
        this.writer = writer;
        this.request = request;
        this.query = query;
        this.next = Mono.just(first);
        this.end = end;
        this.timer = timer;
    }

    /** To be written and flushed one after the other. */
    Flux<Publisher<DataBuffer>> turns() {
        return Flux.concat(Mono.just(writer.comment("alive")), Flux.<Publisher<DataBuffer>>generate(sink -> {
                    if (hasEnded) {
                        sink.complete();
                    } else {
                        sink.next(turn());
                    }
                }))
                .doFinally(signal -> gone.tryEmitEmpty());
    }

    private Flux<DataBuffer> turn() {
        return Mono.defer(() -> hasEnded ? Mono.empty() : pageOrNone())
                .flatMapMany(page -> page.map(this::written).orElseGet(() -> writer.comment("alive")))
                .takeUntilOther(end.doOnTerminate(() -> hasEnded = true))
                .onErrorResume(failure -> {
                    hasEnded = true;
                    request.whileLogging(() -> log.warn("A stream of incidents ends: {}", failure.toString()));
                    return Flux.empty();
                });
    }

    /** The wait alone ends after a while, never what is being written: a page that has been begun is not begun again. */
    private Mono<Optional<Page>> pageOrNone() {
        return waiting().map(Optional::of).timeout(HEARTBEAT, Mono.just(Optional.empty()), timer);
    }

    /** One wait for the next page, however many signs of life it outlives. */
    private Mono<Page> waiting() {
        Mono<Page> waiting = next;
        if (waiting == null) {
            waiting = feed.nextPage(query).takeUntilOther(gone.asMono()).cache();
            next = waiting;
        }
        return waiting;
    }

    private Flux<DataBuffer> written(Page page) {
        next = null;
        query = query.startingAt(page.next());
        return page.share().whileWriting(writer.events(page));
    }
}
