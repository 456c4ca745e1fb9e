package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import soar.darktrace.AfterTheGate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connector with the heap that README prescribes, 256 MB, fetches a backlog of AI Analyst groups of any length. */
@AfterTheGate
class AnalystBacklogIT {

    private static final int AT_LENGTH = 50_000;
    private static final int BY_DEFAULT = 5_000;
    private static final int GROUPS = Length.IS_FULL ? AT_LENGTH : BY_DEFAULT;

    private static final int EVENTS = 3;
    private static final long EVERY = Duration.ofSeconds(40).toMillis();
    private static final long LENGTH = Duration.ofHours(2).toMillis();
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String SUMMARY = "The device was seen making unusual connections. ".repeat(30);

    private final long begin = Instant.now().toEpochMilli() - GROUPS * EVERY;

    private final DisposableServer appliance = HttpServer.create()
            .host("127.0.0.1")
            .route(routes -> routes.get(
                            "/aianalyst/groups", (request, response) -> response.sendString(groups(request.uri())))
                    .get(
                            "/aianalyst/incidentevents",
                            (request, response) -> response.sendString(events(request.uri()))))
            .bindNow();

    @Test
    void aBacklogOfGroupsIsFetchedInASmallHeap() {
        try (Surroundings around = new Surroundings("analyst-backlog");
                ConnectorProcess connector = ConnectorProcess.startWithHeap(around.directory, "256m", arguments())) {
            connector.awaitReady();

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> status(connector).path("incidents").asLong() >= GROUPS
                            && !status(connector).path("backlog").asBoolean(true));

            assertThat(status(connector).path("incidents").asLong()).isEqualTo(GROUPS);
            assertThat(ids(connector)).doesNotHaveDuplicates().hasSize(GROUPS);
        } finally {
            appliance.disposeNow();
        }
    }

    private List<String> arguments() {
        return List.of(
                "--darktrace.instances.main.url=http://127.0.0.1:" + appliance.port(),
                "--darktrace.instances.main.public-api-token=test",
                "--darktrace.instances.main.private-api-token=test",
                "--darktrace.instances.main.is-fetch=true",
                "--darktrace.instances.main.fetch=analyst",
                "--darktrace.instances.main.first-fetch=30 days",
                "--darktrace.instances.main.max-alerts=1000",
                "--darktrace.instances.main.fetch-interval=1s",
                "--darktrace.instances.main.analyst.look-back=30d",
                "--darktrace.instances.main.analyst.look-back-every=1m",
                "--darktrace.instances.main.limits.max-per-second=100000");
    }

    private static JsonNode status(ConnectorProcess connector) {
        return JsonMapper.shared()
                .readTree(connector.command("darktrace-fetch-status", "{}").body())
                .at("/outputs/0");
    }

    private static List<String> ids(ConnectorProcess connector) {
        List<String> ids = new ArrayList<>();
        JsonNode page = connector.json("/api/v1/incidents?limit=1000&kinds=created,changed,closed");
        while (!page.path("incidents").isEmpty()) {
            page.path("incidents")
                    .forEach(incident -> ids.add(incident.path("dbotMirrorId").asString()));
            page = connector.json("/api/v1/incidents?limit=1000&kinds=created,changed,closed&after="
                    + page.path("next").asString());
        }
        return ids;
    }

    /** Group n was active from n × EVERY on. */
    private Flux<String> groups(String uri) {
        UriComponents query = UriComponentsBuilder.fromUriString(uri).build();
        long from = Long.parseLong(String.valueOf(query.getQueryParams().getFirst("starttime")));
        long to = Long.parseLong(String.valueOf(query.getQueryParams().getFirst("endtime")));
        long first = Math.max(0, -Math.floorDiv(begin + LENGTH - from, EVERY));
        long last = Math.min(GROUPS - 1L, Math.floorDiv(to - begin, EVERY));
        return list(LongStream.rangeClosed(first, last).mapToObj(this::group).iterator());
    }

    private static Flux<String> list(Iterator<String> items) {
        Flux<String> separated = Flux.fromIterable(() -> items)
                .index((index, item) -> index == 0 ? item : "," + item)
                .buffer(50)
                .map(batch -> String.join("", batch));
        return Flux.concat(Flux.just("["), separated, Flux.just("]"));
    }

    private String group(long number) {
        String members = LongStream.range(0, EVENTS)
                .mapToObj(event ->
                        "{\"uuid\":\"e%d-%d\",\"title\":\"Unusual Activity\",\"triggerDid\":7,\"visible\":true}"
                                .formatted(number, event))
                .collect(Collectors.joining(","));
        long start = begin + number * EVERY;
        return "{\"id\":\"g%d\",\"active\":false,\"acknowledged\":false,\"category\":\"critical\",\"groupScore\":%d.5,"
                        .formatted(number, number % 100)
                + "\"start\":%d,\"end\":%d,\"previousIds\":[],\"devices\":[7],\"incidentEvents\":[%s]}"
                        .formatted(start, start + LENGTH, members);
    }

    private static Flux<String> events(String uri) {
        String ids = String.valueOf(
                UriComponentsBuilder.fromUriString(uri).build().getQueryParams().getFirst("groupid"));
        return list(Arrays.stream(ids.split(",|%2C", -1))
                .flatMap(id -> LongStream.range(0, EVENTS).mapToObj(event -> event(id, event)))
                .iterator());
    }

    private static String event(String group, long number) {
        return ("{\"id\":\"e%s-%d\",\"title\":\"Unusual Activity\",\"summary\":\"%s\",\"currentGroup\":\"%s\",\"category\":"
                        + "\"critical\",\"aiaScore\":50,\"breachDevices\":[{\"did\":7,\"sid\":1}],"
                        + "\"relatedBreaches\":[{\"pbid\":1%s%d}],\"details\":[[]]}")
                .formatted(group.substring(1), number, SUMMARY, group, group.substring(1), number);
    }
}
