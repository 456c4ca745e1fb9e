package soar.darktrace.playbook;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/**
 * What a walk happens in: the running connector, the appliances behind it, and their clock.
 *
 * @param appliances by the name of the instance; {@code main} is there always
 */
record Surroundings(WebTestClient web, TestClock clock, Map<String, SimulatedAppliance> appliances) {

    private static final String MAIN = "main";

    Surroundings(WebTestClient web, SimulatedAppliance appliance, TestClock clock) {
        this(web, clock, Map.of(MAIN, appliance));
    }

    void reset() {
        clock.reset();
        appliances.values().forEach(SimulatedAppliance::reset);
    }

    SimulatedAppliance appliance() {
        return appliance(MAIN);
    }

    SimulatedAppliance appliance(String instance) {
        SimulatedAppliance appliance = appliances.get(instance);
        if (appliance == null) {
            throw new AssertionError("There is no instance " + instance);
        }
        return appliance;
    }

    /** Runs a command as a playbook does: without the name of an instance, on every instance. */
    List<Reply> run(String command, Object arguments, String instance) {
        Collection<String> instances = instance.isEmpty() ? appliances.keySet() : List.of(instance);
        return instances.stream()
                .map(name ->
                        Reply.toPost(web, "/api/v1/commands/" + command, Map.of("args", arguments, "instance", name)))
                .toList();
    }

    /** How many changes any appliance was sent, refused ones included. */
    long changes(String path) {
        return appliances.keySet().stream()
                .mapToLong(instance -> changes(instance, path))
                .sum();
    }

    long changes(String instance, String path) {
        return appliance(instance).requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.url().startsWith(path))
                .count();
    }

    boolean isAcknowledged(long pbid) {
        return prepare("darktrace-list-breaches", Map.of("pbid", pbid))
                .at("/outputs/0/acknowledged")
                .asBoolean();
    }

    List<String> comments(long pbid) {
        return prepare("darktrace-get-comments", Map.of("pbid", pbid))
                .at("/outputs/comments")
                .valueStream()
                .map(comment -> comment.path("message").asString())
                .toList();
    }

    /** Runs a command that is no part of the walk, and has to succeed. */
    JsonNode prepare(String command, Object arguments) {
        Reply reply = run(command, arguments, MAIN).get(0);
        if (reply.status() != 200) {
            throw new AssertionError(command + ": " + reply.body());
        }
        return reply.body();
    }
}
