package soar.darktrace;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.Role;
import soar.darktrace.appliance.AnalystIncidents;
import soar.darktrace.appliance.SimulatedAppliance;

/**
 * {@code mvn spring-boot:test-run}: the connector with a simulated appliance as its instance {@code main} and a receiver
 * as its sink, to try things out. {@code -Dspring-boot.run.arguments=…} go to the connector and win over the demo's own
 * settings. With {@code --demo.keys=true} the connector has a key for each role, which it prints.
 */
public final class Demo implements AutoCloseable {

    private static final String INSTANCE = "darktrace.instances.main.";
    private static final String RESPOND = INSTANCE + "respond.enabled";
    private static final String KEYS = "demo.keys";
    private static final int EMAILS = 30;

    /** What is off by default, since it can do harm to a real appliance. */
    private static final List<String> OPEN_SWITCHES = List.of(
            "tags.delete",
            "devices.update",
            "subnets.update",
            "subnets.exclude",
            "email.hold",
            "email.release",
            "email.content",
            "captures.create",
            "captures.download");

    private final SimulatedAppliance appliance = SimulatedAppliance.start();
    /** A breach a minute, as on a quiet day. */
    private final ScheduledExecutorService arrivals = Executors.newSingleThreadScheduledExecutor();

    private final List<Long> breaches;
    private final PrintStream out;
    private final DemoReceiver receiver;
    /** By role; used with {@link #KEYS} only. */
    private final Map<Role, ApiKey> keys = new EnumMap<>(Role.class);

    private Demo(PrintStream out) {
        this.out = out;
        receiver = DemoReceiver.start(out);
        for (Role role : Role.values()) {
            keys.put(role, ApiKey.generate());
        }
        breaches = DemoBreaches.addTo(appliance);
        appliance.emails().addRecent(EMAILS);
        addGroups(appliance.analyst(), breaches);
    }

    /** Two that grow, of which the one takes up the other after some minutes. */
    private static void addGroups(AnalystIncidents analyst, List<Long> breaches) {
        String first = "11111111-aaaa-4000-8000-000000000001";
        String second = "11111111-aaaa-4000-8000-000000000002";
        analyst.addGrowingGroup(first, 60, Duration.ofMinutes(1), 7, breaches.subList(0, 3));
        analyst.addGrowingGroup(second, 20, Duration.ofMinutes(3), 823, breaches.subList(3, 5));
        analyst.mergeAt("g" + first, "g" + second, Instant.now().plus(Duration.ofMinutes(10)));
    }

    public static void main(String[] args) {
        Demo demo = new Demo(System.out);
        try {
            demo.start(args);
        } catch (RuntimeException e) {
            // Their threads would keep the process alive after a failed start.
            demo.close();
            throw e;
        }
    }

    public static Demo prepare(PrintStream out) {
        return new Demo(out);
    }

    public ConfigurableApplicationContext start(String... args) {
        ConfigurableApplicationContext connector = SpringApplication.from(DarktraceConnectorApplication::main)
                .run(arguments(args))
                .getApplicationContext();
        letBreachesArrive();
        out.println(introduction(connector.getEnvironment()));
        return connector;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the demo is closed
    private void letBreachesArrive() {
        arrivals.scheduleAtFixedRate(() -> appliance.addBreaches(1), 1, 1, TimeUnit.MINUTES);
        List<Long> commented = new ArrayList<>(breaches);
        arrivals.scheduleAtFixedRate(() -> work(commented), 20, 40, TimeUnit.SECONDS);
    }

    /** An analyst goes through the breaches in Darktrace's own page, the newest first. */
    private void work(List<Long> todo) {
        if (!todo.isEmpty()) {
            long pbid = todo.remove(0);
            appliance.comment("ana.lyst", pbid, "Looked at it: known software.");
            appliance.acknowledge("ana.lyst", pbid);
        }
    }

    @Override
    public void close() {
        arrivals.shutdownNow();
        appliance.close();
        receiver.close();
    }

    /** A setting that is given twice would have both values. */
    String[] arguments(String... args) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put(INSTANCE + "url", appliance.url());
        own.put(INSTANCE + "public-api-token", appliance.publicToken());
        own.put(INSTANCE + "private-api-token", appliance.privateToken());
        own.put(INSTANCE + "is-fetch", "true");
        own.put(INSTANCE + "fetch", "breaches,analyst");
        own.put(INSTANCE + "analyst.look-back-every", "1m");
        own.put(INSTANCE + "fetch-interval", "10s");
        own.put(INSTANCE + "mirror.interval", "10s");
        own.put(RESPOND, "true");
        OPEN_SWITCHES.forEach(property -> own.put(INSTANCE + property, "true"));
        own.put(INSTANCE + "investigations.per-hour", "5");
        own.put(INSTANCE + "intel.respond", "true");
        own.put("connector.sinks.demo.url", receiver.url());
        own.put("connector.sinks.demo.kinds", "created,changed,closed");
        own.put("spring.datasource.url", "jdbc:h2:mem:demo;DB_CLOSE_DELAY=-1");
        if (List.of(args).contains("--" + KEYS + "=true")) {
            keys.forEach((role, key) -> {
                own.put("connector.api-keys." + role + ".hash", key.hash());
                own.put("connector.api-keys." + role + ".roles", role.toString());
            });
        }
        Stream.of(args)
                .map(arg -> arg.split("=", 2)[0].substring(Math.min(2, arg.length())))
                .forEach(own::remove);
        return Stream.concat(
                        own.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue()),
                        Stream.of(args))
                .toArray(String[]::new);
    }

    private String introduction(Environment settings) {
        String connector = "localhost:" + settings.getProperty("local.server.port");
        boolean mayContain = settings.getProperty(RESPOND, Boolean.class, false);
        return """

                The connector runs at http://%1$s: open it in a browser, that is the war room.

                  instance main   a simulated Darktrace appliance at %2$s
                  its API tokens  public %3$s, private %4$s
                  RESPOND         %5$s
                  sink demo       a receiver in this process; it prints a line here for each delivery
                  store           in memory: nothing outlives this process

                Try in a second terminal:

                curl -s %1$s/api/v1/war-room -H 'Content-Type: application/json' -H 'Accept: text/markdown' \\
                  -d '{"line": "!darktrace-get-breach pbid=95"}'

                curl -s %1$s/api/v1/war-room -H 'Content-Type: application/json' -H 'Accept: text/markdown' \\
                  -d '{"line": "!help"}'

                curl -s %1$s/api/v1/war-room -H 'Content-Type: application/json' -H 'Accept: text/markdown' \\
                  -d '{"line": "!darktrace-list-ai-analyst-incident-groups"}'

                curl -s %1$s/api/v1/war-room -H 'Content-Type: application/json' -H 'Accept: text/markdown' \\
                  -d '{"line": "!darktrace-run-advanced-search query=*"}'

                curl -s %1$s/api/v1/commands/darktrace-acknowledge -H 'Content-Type: application/json' \\
                  -d '{"args": {"pbid": "111"}}'

                curl -s '%1$s/api/v1/incidents?limit=1'

                A breach that arrives every minute, an analyst who comments and acknowledges in Darktrace, and AI Analyst
                groups that grow and, after ten minutes, merge:

                curl -sN '%1$s/api/v1/incidents/stream?kinds=created,changed,closed'

                Or on a terminal, once mvn verify has built the jar:

                java -jar target/darktrace-connector-0.1.0.jar darktrace-acknowledge pbid=111 --server http://%1$s

                Without a server, reads only:

                java -jar target/darktrace-connector-0.1.0.jar darktrace-get-breach pbid=95 \\
                  --%6$surl=%2$s \\
                  --%6$spublic-api-token=%3$s --%6$sprivate-api-token=%4$s
                %7$s""".formatted(
                        connector,
                        appliance.url(),
                        appliance.publicToken(),
                        appliance.privateToken(),
                        mayContain
                                ? "open: commands contain devices, of the simulated appliance only; a real instance needs respond.enabled"
                                : "closed: commands that contain a device are refused",
                        INSTANCE,
                        settings.getProperty(KEYS, Boolean.class, false)
                                ? keysToTry()
                                : "\nEach role with a key of its own: -Dspring-boot.run.arguments=--demo.keys=true\n");
    }

    private String keysToTry() {
        return keys.entrySet().stream()
                .map(entry ->
                        "  %-8s %s%n".formatted(entry.getKey(), entry.getValue().value()))
                .collect(
                        Collectors.joining(
                                "",
                                "\nNobody is served without a key. One for each role:\n\n",
                                "\nSend one with -H 'Authorization: Bearer dtc_…', on a terminal as DARKTRACE_CONNECTOR_KEY.\n"));
    }
}
