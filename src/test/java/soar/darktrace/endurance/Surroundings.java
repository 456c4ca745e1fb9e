package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import soar.darktrace.BuildDirectory;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** An appliance, a receiver and a directory: what a connector needs around it, and what outlives it. */
final class Surroundings implements AutoCloseable {

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(3);

    final SimulatedAppliance appliance = SimulatedAppliance.start();
    final RecordingReceiver receiver = new RecordingReceiver();
    final Path directory;

    Surroundings(String name) {
        directory = BuildDirectory.create("endurance", name);
    }

    /** A directory for one of several connectors. */
    Path directory(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConnectorProcess start(String... more) {
        return ConnectorProcess.start(directory, arguments(more));
    }

    /** The command line of a connector with a schedule and a sink. */
    List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--darktrace.instances.main.url=" + appliance.url(),
                "--darktrace.instances.main.public-api-token=" + appliance.publicToken(),
                "--darktrace.instances.main.private-api-token=" + appliance.privateToken(),
                "--darktrace.instances.main.is-fetch=true",
                "--darktrace.instances.main.max-alerts=7",
                "--darktrace.instances.main.fetch-interval=1s",
                "--darktrace.instances.main.fetch-overlap=30s",
                "--darktrace.instances.main.limits.read-backoff=50ms",
                "--connector.sinks.hook.url=" + receiver.url(),
                "--connector.sinks.hook.batch-size=5"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Waits until every breach of the rain is an incident at the receiver, and holds all that there is against it. */
    void assertEachIsOneIncident(BreachRain rain, ConnectorProcess connector) {
        List<String> expected = rain.ids();
        await().atMost(LONGEST_DRAIN).until(() -> receiver.count() >= expected.size());
        assertThat(receiver.ids()).as("received").containsExactlyInAnyOrderElementsOf(expected);
        assertThat(receiver.contradictions())
                .as("received with different contents")
                .isEmpty();
        assertThat(stored(connector)).as("stored").containsExactlyElementsOf(receiver.ids());
    }

    private static List<String> stored(ConnectorProcess connector) {
        List<String> ids = new ArrayList<>();
        JsonNode page = connector.json("/api/v1/incidents?limit=100");
        while (!page.path("incidents").isEmpty()) {
            page.path("incidents")
                    .forEach(incident -> ids.add(incident.path("dbotMirrorId").asString()));
            page = connector.json(
                    "/api/v1/incidents?limit=100&after=" + page.path("next").asString());
        }
        return ids;
    }

    @Override
    public void close() {
        appliance.close();
        receiver.close();
    }
}
