package soar.darktrace.playbook;

import java.util.List;
import java.util.Map;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** What a walk happens in: the running connector, the appliance behind it, and their clock. */
record Surroundings(WebTestClient web, SimulatedAppliance appliance, TestClock clock) {

    void reset() {
        clock.reset();
        appliance.reset();
    }

    /** Runs a command as a playbook does. */
    Reply run(String command, Object arguments, String instance) {
        return Reply.toPost(
                web,
                "/api/v1/commands/" + command,
                instance.isEmpty() ? Map.of("args", arguments) : Map.of("args", arguments, "instance", instance));
    }

    /** How many changes Darktrace was sent, refused ones included. */
    long changes(String path) {
        return appliance.requests().stream()
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
        Reply reply = run(command, arguments, "");
        if (reply.status() != 200) {
            throw new AssertionError(command + ": " + reply.body());
        }
        return reply.body();
    }
}
