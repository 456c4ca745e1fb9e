package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import soar.darktrace.AfterTheGate;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.Role;
import soar.darktrace.appliance.Fault;
import soar.darktrace.endurance.Caller.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Two connectors on one PostgreSQL, behind a proxy that gives each request to the other one than the request before: nobody
 * who calls them notices that there are two. The last test kills one of them.
 */
@AfterTheGate
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReplicasIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CHANGES = 24;
    private static final int CALLERS = 4;

    private final ApiKey key = ApiKey.generate();
    private Surroundings around;
    private Postgres database;
    private ConnectorProcess first;
    private ConnectorProcess second;
    private ReplicaProxy proxy;
    private Path keys;
    private Caller caller;
    private BreachRain rain;
    private List<StreamReader> readers;

    @BeforeAll
    void start() throws IOException {
        around = new Surroundings("replicas");
        database = new Postgres(around.directory);
        keys = around.directory.resolve("keys.yml");
        writeKeys(key.entry("soar", List.of(Role.READ, Role.WRITE, Role.ADMIN, Role.METRICS)));
        first = replica("first");
        second = replica("second");
        first.awaitListening();
        second.awaitListening();
        proxy = proxy(around, first.url(), second.url());
        caller = new Caller(proxy.url());
        rain = BreachRain.on(around.appliance, new Random(), 4);
        readers = List.of(new StreamReader(proxy.url(), key.value()), new StreamReader(proxy.url(), key.value()));
    }

    @AfterAll
    void end() {
        readers.forEach(StreamReader::close);
        rain.close();
        proxy.close();
        first.close();
        second.close();
        database.close();
        around.close();
    }

    final String url() {
        return proxy.url();
    }

    final String key() {
        return key.value();
    }

    ReplicaProxy proxy(Surroundings surroundings, String one, String other) {
        return RoundRobinProxy.before(one, other);
    }

    private ConnectorProcess replica(String name) {
        return ConnectorProcess.start(
                around.directory(name),
                around.arguments(
                        "--spring.datasource.url=" + database.url(),
                        "--connector.lease=5s",
                        "--connector.audit.key=for-all-connectors-on-this-database",
                        "--connector.api-keys-file=" + keys,
                        "--connector.api-keys-poll=1s",
                        "--connector.mcp.enabled=true",
                        "--connector.sinks.slow.url=" + refusing.url(),
                        "--connector.sinks.slow.park-after=1s",
                        "--darktrace.instances.main.captures.create=true"));
    }

    /** Its sink is parked soon. */
    private final RecordingReceiver refusing = refusing();

    private static RecordingReceiver refusing() {
        RecordingReceiver receiver = new RecordingReceiver();
        receiver.meet(() -> RecordingReceiver.Trouble.REFUSED);
        return receiver;
    }

    @Test
    @Order(1)
    void aKeyIsAddedAndRevokedForBoth() throws IOException {
        String own = key.entry("soar", List.of(Role.READ, Role.WRITE, Role.ADMIN, Role.METRICS));
        ApiKey another = ApiKey.generate();
        assertThat(statuses(another)).containsOnly(401);

        writeKeys(own + another.entry("another", List.of(Role.READ)));
        await().atMost(PATIENCE).until(() -> statuses(another).stream().allMatch(status -> status == 200));

        writeKeys(own);
        await().atMost(PATIENCE).until(() -> statuses(another).stream().allMatch(status -> status == 401));
    }

    private List<Integer> statuses(ApiKey asked) {
        return List.of(
                caller.get("/api/v1/caller", asked.value()).status(),
                caller.get("/api/v1/caller", asked.value()).status());
    }

    /** By {@code mv}, as the documents say: half of a file is none. */
    private void writeKeys(String entries) throws IOException {
        Path written = Files.writeString(around.directory.resolve("keys.new"), entries);
        Files.move(written, keys, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @Order(2)
    void changesThroughBothAreInOneAudit() throws Exception {
        List<String> messages = new ArrayList<>();
        List<Future<Answer>> answers = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        for (int i = 0; i < CHANGES; i++) {
            String message = "change " + i + ".";
            messages.add(message);
            answers.add(callers.submit(() -> command("darktrace-add-comment", """
                    {"pbid": 95, "message": "%s"}""".formatted(message))));
        }
        callers.shutdown();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
        }

        List<String> audited = new ArrayList<>();
        for (JsonNode entry : pages("/api/v1/audit?limit=10", "entries")) {
            if (entry.path("outcome").asString().equals("ok")) {
                audited.add(entry.at("/arguments/message").asString());
            }
        }
        assertThat(audited).containsExactlyInAnyOrderElementsOf(messages);
        JsonNode verified =
                caller.get("/api/v1/audit/verification", key.value()).json();
        assertThat(verified.path("intact").asBoolean()).as("%s", verified).isTrue();
        assertThat(caller.get("/api/v1/audit/verification", key.value()).json()).isEqualTo(verified);
    }

    /** Its caller gave up, and comes again while the first attempt goes on. */
    @Test
    @Order(3)
    void anUpdateThatComesAgainAtTheOtherIsWrittenOnce() throws Exception {
        around.appliance.delay(Duration.ofMillis(500));
        around.appliance.fail(Fault.DELAY);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            answers.add(callers.submit(() -> command("update-remote-system", """
                    {"remote_id": "main:95", "entries": [
                      {"id": "1@7", "user": "ana", "contents": "Once.", "type": 1, "tags": ["comments"]}]}""")));
        }
        callers.shutdown();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
        }
        around.appliance.recover();

        assertThat(around.appliance.comments(95).toString().split("Once\\.", -1))
                .as("comments on the breach: %s", around.appliance.comments(95))
                .hasSize(2);
    }

    @Test
    @Order(4)
    void aCaptureThatOneBeganIsAskedForAtTheOther() {
        Answer begun = command("darktrace-create-pcap", """
                {"ip1": "10.0.0.1", "start_time": "10 minutes ago", "end_time": "9 minutes ago"}""");
        assertThat(begun.status()).as(begun.text()).isEqualTo(200);
        String id = begun.json().at("/outputs/pcapId").asString();

        for (int i = 0; i < 2; i++) {
            Answer asked = command(
                    "darktrace-create-pcap", begun.json().at("/poll/args").toString());
            assertThat(asked.status()).as(asked.text()).isEqualTo(200);
            assertThat(asked.json().at("/outputs/pcapId").asString()).isEqualTo(id);
        }
    }

    @Test
    @Order(5)
    void aSinkThatIsParkedIsResumedThroughEither() {
        await().atMost(PATIENCE)
                .until(() -> parked(first).equals("1.0") && parked(second).equals("1.0"));
        int before = refusing.count();
        refusing.meet(() -> RecordingReceiver.Trouble.NONE);

        assertThat(command("darktrace-resume-delivery", "{\"sink\": \"slow\"}").status())
                .isEqualTo(200);

        await().atMost(PATIENCE)
                .until(() -> parked(first).equals("0.0") && parked(second).equals("0.0"));
        await().atMost(PATIENCE).until(() -> refusing.count() > before);
    }

    private String parked(ConnectorProcess replica) throws IOException {
        return new Caller(replica.url())
                .get("/actuator/prometheus", key.value())
                .body()
                .lines()
                .filter(line -> line.startsWith("darktrace_sink_parked{sink=\"slow\"}"))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    @Test
    @Order(6)
    void bothKnowHowTheFetchingGoes() {
        for (int i = 0; i < 2; i++) {
            JsonNode status = command("darktrace-fetch-status", "{}").json().at("/outputs/0");
            assertThat(status.path("lastSuccess").asString()).isNotEmpty();
            assertThat(status.path("incidents").asInt()).isPositive();
        }
    }

    @Test
    @Order(7)
    void nothingIsLostOrSaidTwiceWhenOneIsKilled() {
        await().atMost(PATIENCE).until(() -> around.receiver.count() > 0);
        await().atMost(PATIENCE).until(() -> readers.stream().allMatch(reader -> reader.streams() > 0));
        assertThat(around.receiver.repeats()).as("delivered again").isZero();

        first.kill();

        for (int i = 0; i < 4; i++) {
            assertThat(command("darktrace-get-breach", "{\"pbid\": 95}").status())
                    .isEqualTo(200);
        }
        int atTheKill = rain.ids().size();
        await().atMost(PATIENCE)
                .until(() -> around.receiver.ids().containsAll(rain.ids().subList(0, atTheKill)));
        rain.close();
        List<String> expected = rain.ids();
        await().atMost(PATIENCE).until(() -> around.receiver.count() >= expected.size());

        List<String> pulled = pages("/api/v1/incidents?limit=7", "incidents").stream()
                .map(incident -> incident.path("dbotMirrorId").asString())
                .toList();
        assertThat(pulled).as("pulled").containsExactlyInAnyOrderElementsOf(expected);
        assertThat(around.receiver.ids()).as("delivered").containsExactlyElementsOf(pulled);
        assertThat(around.receiver.contradictions()).isEmpty();
        assertThat(readers).allSatisfy(reader -> {
            await().atMost(PATIENCE).until(() -> reader.ids().size() >= pulled.size());
            assertThat(reader.ids()).as("streamed").containsExactlyElementsOf(pulled);
            assertThat(reader.refusals()).isEmpty();
        });
        assertThat(readers.stream().mapToInt(StreamReader::streams).sum())
                .as("a stream that went on at the other")
                .isGreaterThan(readers.size());
    }

    private Answer command(String name, String arguments) {
        return caller.post("/api/v1/commands/" + name, "{\"args\":" + arguments + "}", key.value());
    }

    /** All pages, each of them of the other replica than the one before. */
    private List<JsonNode> pages(String path, String items) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = caller.get(path, key.value()).json();
        while (!page.path(items).isEmpty()) {
            page.path(items).forEach(all::add);
            page = caller.get(path + "&after=" + page.path("next").asString(), key.value())
                    .json();
        }
        return all;
    }
}
