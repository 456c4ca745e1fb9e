package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import soar.darktrace.AfterTheGate;
import soar.darktrace.access.ApiKey;
import soar.darktrace.endurance.Caller.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Drives every way through the connector that a secret takes, with everything logged that can be, and searches all that it
 * printed, answered and stored.
 */
@AfterTheGate
class NothingSecretIsPrintedIT {

    private static final List<String> READABLE = List.of(
            "/api/v1/commands",
            "/api/v1/incidents",
            "/api/v1/audit",
            "/api/v1/caller",
            "/api/v1/instances",
            "/",
            "/openapi",
            "/nothing",
            "/actuator",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/info",
            "/actuator/prometheus",
            "/actuator/env",
            "/actuator/configprops",
            "/actuator/beans",
            "/actuator/conditions",
            "/actuator/mappings",
            "/actuator/loggers",
            "/actuator/metrics",
            "/actuator/scheduledtasks",
            "/actuator/threaddump");

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @Test
    void atAnyLevelOfTheLog() throws IOException {
        try (Surroundings around = new Surroundings("secrets")) {
            secrets.put("public token", around.appliance.publicToken());
            secrets.put("private token", around.appliance.privateToken());
            ApiKey key = ApiKey.generate();
            secrets.put("API key", key.value());
            Path configuration = configuration(around, key);
            List<Answer> answers = new ArrayList<>();
            String log;
            try (ConnectorProcess connector = ConnectorProcess.start(
                            around.directory,
                            List.of(
                                    "--spring.config.additional-location=file:" + configuration,
                                    "--logging.level.root=TRACE",
                                    "--management.endpoints.web.exposure.include=*",
                                    "--management.endpoint.env.show-values=never"))
                    .awaitListening()) {
                Caller caller = new Caller(connector.url());
                drive(caller, key.value(), answers);
                connector.stop();
                log = connector.log();
            }

            assertThat(log).as("it says what it does").contains("darktrace-get-breach on main");
            assertNothingSecretIn("the log", log);
            for (Answer answer : answers) {
                assertNothingSecretIn(answer.request(), answer.text());
            }
            assertNothingSecretIsStored(around.directory, configuration);
        }
    }

    /** What an operator writes, with a secret at each place that takes one. */
    private Path configuration(Surroundings around, ApiKey key) throws IOException {
        Path file = around.directory.resolve("secrets.yml");
        Files.writeString(file, """
                darktrace.instances.main:
                  url: %s
                  public-api-token: %s
                  private-api-token: %s
                  is-fetch: true
                  fetch-interval: 1s
                  respond.enabled: true
                connector:
                  request-instances.allowed-hosts: ["127.0.0.1:*"]
                  api-keys.soar:
                    hash: %s
                    roles: [read, write, respond, admin, metrics]
                    instances: ["*", params]
                  sinks.hook:
                    url: %s?token=%s
                    secret: whsec_%s
                    headers:
                      Authorization: Bearer %s
                  audit.key: %s
                spring.datasource:
                  url: jdbc:h2:file:./data/secrets;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE
                  username: connector
                  password: %s
                """.formatted(
                around.appliance.url(),
                secrets.get("public token"),
                secrets.get("private token"),
                key.hash(),
                around.receiver.url(),
                secret("sink's address"),
                Base64.getEncoder().encodeToString(secret("sink's secret").getBytes(StandardCharsets.UTF_8)),
                secret("sink's header"),
                secret("audit's key"),
                secret("database's password")));
        return file;
    }

    private String secret(String name) {
        return secrets.computeIfAbsent(name, absent -> "s3cr3t-" + UUID.randomUUID());
    }

    private void drive(Caller caller, String key, List<Answer> answers) {
        for (String path : READABLE) {
            answers.add(caller.get(path, null));
            answers.add(caller.get(path, key));
        }
        answers.add(caller.get("/api/v1/commands?api_key=" + secret("key in an address"), secret("wrong key")));
        answers.add(caller.basic("/api/v1/commands", "soar", secret("password")));
        for (JsonNode command : caller.get("/api/v1/commands", key).json()) {
            String name = command.path("name").asString();
            String arguments = arguments(command);
            answers.add(caller.post("/api/v1/commands/" + name, "{\"args\":" + arguments + "}", key));
            answers.add(caller.post(
                    "/api/v1/commands/" + name, "{\"args\":{\"token\":\"" + secret("odd argument") + "\"}}", key));
            answers.add(caller.post("/api/v1/commands/" + name, "{\"args\":" + arguments + "}", secret("wrong key")));
            answers.add(caller.post(
                    "/api/v1/commands/" + name, "{\"args\":" + arguments + ",\"params\":" + parameters() + "}", key));
        }
        answers.add(caller.post("/api/v1/war-room", "{\"line\":\"!darktrace-get-breach pbid=95\"}", key));
        answers.add(caller.post("/api/v1/war-room", "{\"line\":\"!x token=" + secret("line"), key));
        answers.add(caller.post("/api/v1/war-room", "\"" + secret("body") + "\"", key));
        answers.add(caller.post("/api/v1/nothing", "{\"password\":\"" + secret("lost body") + "\"}", key));
    }

    /** An appliance that a request brings along, of which this connector knows nothing. */
    private String parameters() {
        return """
                {"url": "http://127.0.0.1:9", "credentials": {"identifier": "%s", "password": "%s"},
                 "public_creds": {"identifier": "", "password": "%s"}}
                """.formatted(secret("params' token"), secret("params' password"), secret("params' other token"));
    }

    private static String arguments(JsonNode command) {
        List<String> arguments = new ArrayList<>();
        for (JsonNode argument : command.path("arguments")) {
            String name = argument.path("name").asString();
            if (argument.path("required").asBoolean() || name.equals("message") || name.equals("pbid")) {
                JsonNode predefined = argument.path("predefined").path(0);
                arguments.add("\"%s\":\"%s\"".formatted(name, predefined.asString(name.equals("pbid") ? "95" : "1")));
            }
        }
        return "{" + String.join(",", arguments) + "}";
    }

    private void assertNothingSecretIsStored(Path directory, Path configuration) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(configuration))
                    .toList()) {
                assertNothingSecretIn(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void assertNothingSecretIn(String where, String text) {
        secrets.forEach((name, secret) -> {
            int at = text.indexOf(secret);
            assertThat(at)
                    .as("the %s in %s: …%s", name, where, at < 0 ? "" : text.substring(Math.max(0, at - 300), at))
                    .isNegative();
        });
    }
}
