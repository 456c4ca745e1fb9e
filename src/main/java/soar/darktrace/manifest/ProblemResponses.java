package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Failure;

/** The failures of an operation: problem documents (RFC 9457), one response per status with the codes that it has. */
final class ProblemResponses {

    static final String COMPONENT = "Problem";

    private ProblemResponses() {}

    static Schema<Object> schema() {
        Schema<Object> problem = JsonType.OBJECT.schema();
        problem.addProperty("title", JsonType.STRING.describedAs("The status in words."));
        problem.addProperty("status", JsonType.INTEGER.describedAs("The status of the answer."));
        problem.addProperty("detail", JsonType.STRING.describedAs("What happened and what to do about it."));
        problem.addProperty("code", JsonType.STRING.describedAs("What happened, as a code that stays the same."));
        problem.addProperty("argument", JsonType.STRING.describedAs("The argument at fault, where there is one."));
        problem.addProperty(
                "instance", JsonType.STRING.describedAs("The Darktrace instance at fault, where there is one."));
        problem.addProperty(
                "retry_after",
                JsonType.INTEGER.describedAs("After how many seconds to try again, where that is known."));
        problem.setRequired(List.of("title", "status", "detail", "code"));
        return problem;
    }

    /** Adds the failures of running a command. */
    static void addTo(ApiResponses responses, boolean changesState) {
        Stream<Failure> refused = Arrays.stream(Reason.values()).map(reason -> new CommandException(reason, ""));
        Stream<Failure> failed = Arrays.stream(Kind.values())
                .filter(kind -> changesState || kind != Kind.OUTCOME_UNKNOWN)
                .map(kind -> new DarktraceException(kind, ""));
        Stream.concat(refused, failed)
                .collect(Collectors.groupingBy(
                        Failure::status, TreeMap::new, Collectors.mapping(Failure::code, Collectors.joining(", "))))
                .forEach((status, codes) -> addTo(responses, status.toString(), codes));
        addUnforeseenTo(responses);
    }

    /** Adds the failures of one status. */
    static void addTo(ApiResponses responses, String status, String codes) {
        responses.addApiResponse(status, response("Codes: " + codes + "."));
    }

    static void addUnforeseenTo(ApiResponses responses) {
        responses.addApiResponse(ApiResponses.DEFAULT, response("Any other failure."));
    }

    private static ApiResponse response(String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                APPLICATION_PROBLEM_JSON_VALUE, new MediaType().schema(JsonType.reference(COMPONENT))));
    }
}
