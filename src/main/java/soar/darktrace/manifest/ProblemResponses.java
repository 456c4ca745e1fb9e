package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.AuditException;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Failure;
import tools.jackson.databind.node.ObjectNode;

/** The failures of an operation: problem documents (RFC 9457), one response per status with the codes that it has. */
final class ProblemResponses {

    static final String COMPONENT = "Problem";

    private ProblemResponses() {}

    static ObjectNode schema() {
        return JsonType.object(
                JsonType.tree()
                        .set("title", JsonType.STRING.describedAs("The status in words."))
                        .set("status", JsonType.INTEGER.describedAs("The status of the answer."))
                        .set("detail", JsonType.STRING.describedAs("What happened and what to do about it."))
                        .set("code", JsonType.STRING.describedAs("What happened, as a code that stays the same."))
                        .set("argument", JsonType.STRING.describedAs("The argument at fault, where there is one."))
                        .set(
                                "instance",
                                JsonType.STRING.describedAs("The Darktrace instance at fault, where there is one."))
                        .set(
                                "retry_after",
                                JsonType.INTEGER.describedAs(
                                        "After how many seconds to try again, where that is known."))
                        .set(
                                "correlation_id",
                                JsonType.STRING.describedAs(
                                        "The ID of this request, as in the header X-Correlation-Id and the log.")),
                List.of("title", "status", "detail", "code"));
    }

    /** Adds the failures of running a command. */
    static void addTo(ObjectNode responses, boolean changesState) {
        Stream<Failure> refused = Arrays.stream(Reason.values()).map(reason -> new CommandException(reason, ""));
        Stream<Failure> failed = Arrays.stream(Kind.values())
                .filter(kind -> changesState || kind != Kind.OUTCOME_UNKNOWN)
                .map(kind -> new DarktraceException(kind, ""));
        Stream<Failure> denied = Stream.of(AccessException.unauthenticated(""), AccessException.forbidden(""));
        Stream<Failure> unaudited = changesState ? Stream.of(new AuditException("")) : Stream.empty();
        Stream.of(refused, denied, failed, unaudited)
                .flatMap(failures -> failures)
                .collect(Collectors.groupingBy(
                        Failure::status, TreeMap::new, Collectors.mapping(Failure::code, Collectors.joining(", "))))
                .forEach((status, codes) -> addTo(responses, status.toString(), codes));
        addUnforeseenTo(responses);
    }

    /** Adds those of a caller who is not known. */
    static void addUnauthenticatedTo(ObjectNode responses) {
        addTo(responses, "401", "unauthenticated");
    }

    /** Adds the failures of one status. */
    static void addTo(ObjectNode responses, String status, String codes) {
        responses.set(status, response("Codes: " + codes + "."));
    }

    static void addUnforeseenTo(ObjectNode responses) {
        responses.set("default", response("Any other failure."));
    }

    private static ObjectNode response(String description) {
        return Operations.response(
                description, Operations.content(APPLICATION_PROBLEM_JSON_VALUE, JsonType.reference(COMPONENT)));
    }
}
