import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a connector has to do in a soak, from source: see soak.sh. An appliance with faults, callers of every command, readers,
 * a receiver with faults. Arguments: ports of appliance, receiver and connector, minutes. It exits with 1 where a breach did
 * not reach the reader and the receiver, or where a command was answered with internal_error.
 */
final class SoakLoad {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CALLERS = 4;
    private static final int STREAMS = 50;
    private static final int PAUSE_MILLIS = 100;
    private static final long KNOWN = 95;

    /** They would have everything fetched again, need a case of their own, or are asked with other arguments below. */
    private static final Set<String> LEFT_OUT = Set.of("darktrace-fetch-reset", "darktrace-resume-delivery");

    private static final List<Fault> FAULTS = List.of(
            Fault.RESET,
            Fault.RESET_AFTER_APPLYING,
            Fault.TOO_MANY_REQUESTS,
            Fault.SERVER_ERROR,
            Fault.BAD_GATEWAY,
            Fault.LOGIN_PAGE,
            Fault.SIGNATURE_ERROR,
            Fault.CUT_OFF_JSON,
            Fault.TRUNCATED_JSON,
            Fault.EMPTY_BODY,
            Fault.DELAY);

    private final SimulatedAppliance appliance;
    private final String connector;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonNode> cases = cases();
    private final List<Long> breaches = new CopyOnWriteArrayList<>();
    private final Set<String> pulled = ConcurrentHashMap.newKeySet();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong streamed = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private volatile Instant begin = Instant.MAX;
    private volatile boolean isCalm;
    private volatile boolean isOver;

    private SoakLoad(int appliancePort, int receiverPort, int port) throws IOException {
        this.appliance = SimulatedAppliance.startOn(appliancePort);
        this.port = port;
        this.connector = "http://127.0.0.1:" + port;
        appliance.delay(Duration.ofSeconds(2));
        appliance.failAtRandom(isChange -> fault());
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), receiverPort), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    public static void main(String[] args) throws Exception {
        SoakLoad load =
                new SoakLoad(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        System.out.println("ready");
        // Until the connector is there.
        System.in.read();
        System.exit(load.run(Duration.ofMinutes(Long.parseLong(args[3]))) ? 0 : 1);
    }

    /** In seconds; negative before it begins. */
    private long running() {
        return begin.equals(Instant.MAX) ? -1 : Duration.between(begin, Instant.now()).toSeconds();
    }

    private boolean run(Duration length) throws Exception {
        begin = Instant.now();
        ScheduledExecutorService world = Executors.newScheduledThreadPool(2);
        world.scheduleAtFixedRate(() -> breaches.addAll(appliance.addBreaches(1)), 0, 1, TimeUnit.SECONDS);
        world.scheduleAtFixedRate(this::grow, 0, 1, TimeUnit.MINUTES);
        world.scheduleAtFixedRate(this::analyst, 5, 5, TimeUnit.SECONDS);
        world.scheduleAtFixedRate(this::report, 5, 5, TimeUnit.SECONDS);
        for (int i = 0; i < CALLERS; i++) {
            start(this::call);
        }
        for (int i = 0; i < STREAMS; i++) {
            start(this::follow);
        }
        start(this::pull);
        Thread.sleep(length.toMillis());
        world.shutdown();
        isCalm = true;
        List<String> expected = breaches.stream().map(pbid -> "main:" + pbid).toList();
        Instant latest = Instant.now().plusSeconds(180);
        while (!(pulled.containsAll(expected) && received.containsAll(expected)) && Instant.now().isBefore(latest)) {
            Thread.sleep(500);
        }
        isOver = true;
        report();
        long notPulled = expected.stream().filter(id -> !pulled.contains(id)).count();
        long notReceived = expected.stream().filter(id -> !received.contains(id)).count();
        System.out.printf("breaches %d, not pulled %d, not received %d%n", expected.size(), notPulled, notReceived);
        return notPulled + notReceived == 0 && !outcomes.containsKey("internal_error");
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    /** One request in fifty fails in some way; of each five minutes, half a minute everything and half a minute is slow. */
    private Optional<Fault> fault() {
        Random random = ThreadLocalRandom.current();
        long second = running() % 300;
        if (isCalm || second < 0) {
            return Optional.empty();
        }
        if (second >= 200 && second < 230) {
            return Optional.of(Fault.UNAVAILABLE);
        }
        if (second >= 100 && second < 130) {
            return Optional.of(Fault.DELAY);
        }
        return random.nextInt(50) == 0 ? Optional.of(FAULTS.get(random.nextInt(FAULTS.size()))) : Optional.empty();
    }

    /** Two groups that grow, of which the one takes up the other. */
    private void grow() {
        // Nobody looks at it here.
        appliance.clearRequests();
        String first = "%08x-aaaa-4000-8000-%012x".formatted(breaches.size(), 1);
        String second = "%08x-aaaa-4000-8000-%012x".formatted(breaches.size(), 2);
        appliance.analyst().addGrowingGroup(first, 6, Duration.ofSeconds(20), 7);
        appliance.analyst().addGrowingGroup(second, 3, Duration.ofSeconds(20), 823);
        appliance.analyst().mergeAt("g" + first, "g" + second, Instant.now().plusSeconds(90));
    }

    /** Somebody works in Darktrace's own page. */
    private void analyst() {
        long pbid = recent();
        appliance.comment("ana.lyst", pbid, "Looked at it: known software.");
        appliance.acknowledge("ana.lyst", pbid);
    }

    /** One of those that were made incidents: what is acknowledged before is not fetched. */
    private long recent() {
        List<Long> incidents = breaches.stream()
                .skip(Math.max(0, breaches.size() - 200))
                .filter(pbid -> pulled.contains("main:" + pbid))
                .toList();
        return incidents.isEmpty() ? KNOWN : incidents.get(ThreadLocalRandom.current().nextInt(incidents.size()));
    }

    private void call() {
        Random random = ThreadLocalRandom.current();
        while (!isOver) {
            try {
                int kind = random.nextInt(10);
                if (kind == 0) {
                    command("darktrace-get-breach", "{\"pbid\":%d}".formatted(recent()), 30_000);
                } else if (kind == 1) {
                    command("darktrace-add-comment", "{\"pbid\":%d,\"message\":\"soak\"}".formatted(recent()), 30_000);
                } else if (kind == 2) {
                    command("darktrace-acknowledge", "{\"pbid\":%d}".formatted(recent()), 30_000);
                } else {
                    JsonNode golden = cases.get(random.nextInt(cases.size()));
                    // Some leave before the answer comes.
                    command(
                            golden.path("command").asString(),
                            golden.path("args").toString(),
                            random.nextInt(20) == 0 ? 20 : 30_000);
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                count(e.getClass().getSimpleName());
            }
        }
    }

    private void command(String name, String args, int patience) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(connector + "/api/v1/commands/" + name))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMillis(patience))
                .POST(HttpRequest.BodyPublishers.ofString("{\"args\":" + args + "}"))
                .build();
        try {
            String body = client.send(request, BodyHandlers.ofString()).body();
            count(JSON.readTree(body).path("code").asString("ok"));
        } catch (IOException e) {
            count(e.getClass().getSimpleName());
        }
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, key -> new AtomicLong()).incrementAndGet();
    }

    private void pull() {
        String cursor = "";
        while (!isOver) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(
                                connector + "/api/v1/incidents?kinds=created,changed,closed&limit=50&wait=20s" + cursor))
                        .timeout(Duration.ofSeconds(60))
                        .build();
                JsonNode page = JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
                page.path("incidents").forEach(event -> {
                    events.incrementAndGet();
                    pulled.add(event.path("dbotMirrorId").asString());
                });
                if (page.has("next")) {
                    cursor = "&after=" + page.path("next").asString();
                }
            } catch (IOException | RuntimeException e) {
                count("pull: " + e.getClass().getSimpleName());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Comes again when the stream ends, and leaves by itself now and then. */
    private void follow() {
        byte[] request = "GET /api/v1/incidents/stream?kinds=created,changed,closed&last=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        while (!isOver) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(request);
                BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data:") && ThreadLocalRandom.current().nextInt(200) == 0) {
                        break;
                    }
                    streamed.addAndGet(line.startsWith("data:") ? 1 : 0);
                }
            } catch (IOException e) {
                count("stream: " + e.getClass().getSimpleName());
            }
        }
    }

    /** Of each seven minutes, it is away for half a one; otherwise one request in twenty is refused, or its answer lost. */
    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int chance = ThreadLocalRandom.current().nextInt(40);
            boolean isAway = running() % 420 > 390;
            if (!isCalm && (isAway || chance == 0)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            JSON.readTree(body)
                    .path("incidents")
                    .forEach(event -> received.add(event.path("dbotMirrorId").asString()));
            if (isCalm || chance != 1) {
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void report() {
        System.out.printf(
                "events %d, streamed %d, received %d, commands %s%n",
                events.get(), streamed.get(), received.size(), new TreeMap<>(outcomes));
    }

    private static List<JsonNode> cases() {
        try (var files = Files.walk(Path.of("test-data/commands"))) {
            return files.filter(file -> file.getFileName().toString().equals("seed.json"))
                    .sorted()
                    .map(JSON::readTree)
                    .filter(golden -> !LEFT_OUT.contains(golden.path("command").asString()))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
