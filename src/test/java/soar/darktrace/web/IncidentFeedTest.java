package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.command.CorrelationId;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import soar.darktrace.web.IncidentFeed.Page;

/** What happens at the same moment: an incident, and the end of a wait or another incident. */
class IncidentFeedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HikariDataSource source = TestDatabase.H2_FILE.create();
    private final IncidentStore store = StoredIncidents.store(source, new TestClock());

    @BeforeEach
    void storeOne() {
        StoredIncidents.add(store, "main", 1);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void whoeverLooksInVainWhileTheLogGrowsLooksAgain() {
        AtomicBoolean hasGrown = new AtomicBoolean();
        IncidentFeed feed = new IncidentFeed(store) {
            @Override
            Mono<Page> page(IncidentQuery query) {
                return super.page(query)
                        .delayUntil(page -> hasGrown.getAndSet(true) ? Mono.empty() : growing(3))
                        .publishOn(Schedulers.boundedElastic());
            }
        };

        Disposable others = store.positions().subscribe();
        assertThat(store.positions().blockFirst(PATIENCE)).isEqualTo(1);
        // The reader comes from another connector, which has told it of more than this one knows of yet.
        StoredIncidents.add(StoredIncidents.store(source, new TestClock()), "main", 2);

        Mono<Page> next = feed.nextPage(query(2)).doFinally(signal -> others.dispose());

        assertThat(Objects.requireNonNull(next.block(PATIENCE)).events())
                .extracting(IncidentEvent::externalId)
                .containsExactly("3");
    }

    @Test
    void anIncidentThatComesAsTheWaitEndsIsReadTheNextTime() {
        Sinks.Empty<Void> end = Sinks.empty();
        IncidentFeed feed = new IncidentFeed(store) {
            @Override
            Mono<Page> page(IncidentQuery query) {
                return super.page(query)
                        .map(page ->
                                new Page(whenTouched(page.events(), end::tryEmitEmpty), page.next(), page.share()));
            }
        };

        Page page = Objects.requireNonNull(feed.nextPage(query(0), end.asMono()).block(PATIENCE));

        assertThat(page.isEmpty() ? page.next() : new Cursor(0)).isEqualTo(new Cursor(0));
    }

    @Test
    void aPageWhoseWritingTakesLongerThanASignOfLifeIsWritten() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        IncidentFeed feed = new IncidentFeed(store) {
            @Override
            Mono<Page> nextPage(IncidentQuery query) {
                return super.nextPage(query)
                        .map(page -> new Page(
                                whenTouched(page.events(), () -> timer.advanceTimeBy(Duration.ofSeconds(15))),
                                page.next(),
                                page.share()));
            }
        };
        IncidentStream stream = new IncidentStream(
                feed,
                new IncidentWriter(DefaultDataBufferFactory.sharedInstance),
                CorrelationId.of(null),
                query(0),
                new Page(List.of(), new Cursor(0), new PageBudget().take()),
                Mono.never(),
                timer);

        Flux<String> written = stream.turns()
                .concatMap(turn -> turn, 0)
                .map(piece -> piece.toString(StandardCharsets.UTF_8))
                .filter(piece -> !piece.startsWith(":"));

        assertThat(written.blockFirst(PATIENCE)).contains("\"dbotMirrorId\":\"main:1\"");
    }

    @Test
    void pagesThatAreReadAtTheSameTimeShareTheBudget() {
        StoredIncidents.add(store, "main", IntStream.rangeClosed(2, 200).toArray());
        new JdbcTemplate(source).update("update event set document = ?, size = 20000", "x".repeat(20_000));
        PageBudget budget = new PageBudget();
        IncidentFeed feed = new IncidentFeed(store, budget);
        IncidentQuery query = new IncidentQuery(new Cursor(0), 1000, EventFilter.created("main"), Duration.ZERO, 0);
        Queue<Page> pages = new ConcurrentLinkedQueue<>();

        Disposable readers = Flux.range(0, 60)
                .flatMap(
                        reader -> feed.page(query)
                                .doOnNext(pages::add)
                                .flatMapMany(page -> page.share().whileWriting(Flux.never())),
                        60)
                .subscribe();
        await().atMost(Duration.ofSeconds(30)).until(() -> pages.size() == 60);

        assertThat(pages.stream()
                        .mapToLong(page -> page.events().size() * 20_000L)
                        .sum())
                .isLessThan(16_000_000 + 60 * 64_000);
        readers.dispose();
        await().atMost(PATIENCE).until(() -> budget.held() == 0);
    }

    /** Stores an incident, and completes when those who wait have been told. */
    private Mono<Long> growing(int pbid) {
        return Mono.fromRunnable(() -> StoredIncidents.add(store, "main", pbid))
                .subscribeOn(Schedulers.boundedElastic())
                .then(store.positions().filter(last -> last == pbid).next());
    }

    private static IncidentQuery query(long after) {
        return new IncidentQuery(new Cursor(after), 10, EventFilter.created("main"), Duration.ZERO, 0);
    }

    private static <T> List<T> whenTouched(List<T> elements, Runnable action) {
        return new AbstractList<>() {
            @Override
            public T get(int index) {
                return elements.get(index);
            }

            @Override
            public int size() {
                action.run();
                return elements.size();
            }
        };
    }
}
