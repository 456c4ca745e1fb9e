package soar.darktrace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.cli.WarRoomTerminal;

/**
 * What the scripts of the distribution have Java watch to make its archives of classes: the usual starts, against an
 * appliance that this very process plays. What happens here is quicker from then on. Nothing is kept and nobody is called.
 */
public final class TrainingRun {

    private static final String BODY =
            "[{\"pbid\":95,\"score\":0.729,\"time\":1600000000000,\"readable_output\":\"\"}]";

    private TrainingRun() {}

    /** Its argument is {@code server} or {@code terminal}. */
    public static void main(String... args) throws IOException {
        try (ServerSocket appliance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerAll(appliance), "appliance");
            answers.setDaemon(true);
            answers.start();
            if (args[0].equals("server")) {
                runServer(appliance.getLocalPort());
            } else {
                runTerminal(appliance.getLocalPort());
            }
        }
        System.exit(0);
    }

    private static void runServer(int appliance) throws IOException {
        List<String> options = instance("http", appliance);
        options.addAll(List.of(
                "--server.port=0", "--server.address=127.0.0.1", "--spring.datasource.url=jdbc:h2:mem:training"));
        SpringApplication application = new SpringApplication(DarktraceConnectorApplication.class);
        application.setMainApplicationClass(DarktraceConnectorApplication.class);
        ConfigurableApplicationContext context = application.run(options.toArray(String[]::new));
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        ask(port, "GET /actuator/health/readiness", "");
        ask(port, "POST /api/v1/commands/darktrace-get-breach", "{\"args\":{\"pbid\":\"95\"}}");
    }

    private static void ask(int port, String request, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s"
                                    .formatted(request, body.length(), body)
                                    .getBytes(UTF_8));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void runTerminal(int appliance) {
        WarRoomTerminal.prepare();
        terminal("help");
        terminal("get-breach", "pbid=95", "--server=http://127.0.0.1:" + appliance);
        // What has no certificate ends the handshake, of which the first half is enough.
        for (String scheme : List.of("https", "http")) {
            terminal(Stream.concat(Stream.of("get-breach", "pbid=95"), instance(scheme, appliance).stream())
                    .toArray(String[]::new));
        }
    }

    private static void terminal(String... line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        WarRoomTerminal.run(line, System.getenv(), nowhere, System.err);
    }

    private static List<String> instance(String scheme, int port) {
        return new ArrayList<>(List.of(
                // Not the files beside this process.
                "--spring.config.location=classpath:/",
                "--darktrace.instances.training.url=" + scheme + "://127.0.0.1:" + port,
                "--darktrace.instances.training.public-api-token=none",
                "--darktrace.instances.training.private-api-token=none",
                "--darktrace.instances.training.limits.read-attempts=1"));
    }

    private static void answerAll(ServerSocket appliance) {
        try {
            while (true) {
                try (Socket caller = appliance.accept()) {
                    answer(caller);
                }
            }
        } catch (IOException e) {
            if (!appliance.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void answer(Socket caller) throws IOException {
        BufferedReader request = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8));
        String line = request.readLine();
        if (line == null || !line.endsWith("HTTP/1.1")) {
            return;
        }
        while (line != null && !line.isEmpty()) {
            line = request.readLine();
        }
        caller.getOutputStream()
                .write(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s"
                                .formatted(BODY.length(), BODY)
                                .getBytes(UTF_8));
    }
}
