package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.List;

/**
 * The operations of the OpenAPI document by which incidents are read. Their query is checked by the connector itself, so that
 * springdoc would see a map of strings.
 */
final class IncidentOperations {

    static final String PAGE = "/api/v1/incidents";
    static final String STREAM = PAGE + "/stream";

    private IncidentOperations() {}

    static Operation page() {
        Schema<Object> limit = JsonType.INTEGER.describedAs("How many incidents to answer at most.");
        limit.setMinimum(BigDecimal.ONE);
        limit.setMaximum(BigDecimal.valueOf(1000));
        limit.setDefault(100);
        Schema<Object> answer = JsonType.OBJECT.schema();
        answer.addProperty("incidents", JsonType.listOf(JsonType.OBJECT.schema()));
        answer.addProperty("next", JsonType.STRING.describedAs("What to send as after with the next request."));
        answer.setRequired(List.of("incidents", "next"));
        return operation("readIncidents", "Answers with the incidents after a cursor, in a stable order.")
                .addParametersItem(after())
                .addParametersItem(query("limit", limit))
                .addParametersItem(instance())
                .addParametersItem(query(
                        "wait",
                        JsonType.STRING.describedAs(
                                "How long to wait for an incident where there is none: 0s to 60s, such as 30s.")))
                .responses(responses(APPLICATION_JSON_VALUE, "The incidents, oldest first.", answer));
    }

    static Operation stream() {
        return operation("streamIncidents", "Streams the incidents after a cursor as server-sent events.")
                .addParametersItem(after())
                .addParametersItem(instance())
                .addParametersItem(query(
                                "Last-Event-ID",
                                JsonType.STRING.describedAs(
                                        "The id of the last event that was read; it wins over after."))
                        .in("header"))
                .responses(responses(
                        TEXT_EVENT_STREAM_VALUE,
                        "Events named incident: the id is a cursor, the data an incident. A comment every 15 s.",
                        JsonType.STRING.schema()));
    }

    private static Operation operation(String id, String summary) {
        return new Operation()
                .operationId(id)
                .summary(summary)
                .description(summary)
                .tags(List.of(CommandOperations.READ));
    }

    private static Parameter after() {
        return query(
                "after",
                JsonType.STRING.describedAs("The next of the answer before; without it, from the oldest incident."));
    }

    private static Parameter instance() {
        return query("instance", JsonType.STRING.describedAs("Only incidents of this instance."));
    }

    private static Parameter query(String name, Schema<Object> schema) {
        return new Parameter()
                .in("query")
                .name(name)
                .description(schema.getDescription())
                .schema(schema);
    }

    private static ApiResponses responses(String mediaType, String description, Schema<Object> schema) {
        ApiResponses responses = new ApiResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description(description)
                                .content(new Content().addMediaType(mediaType, new MediaType().schema(schema))));
        ProblemResponses.addTo(responses, "400", "invalid_argument, unknown_argument");
        ProblemResponses.addTo(responses, "404", "unknown_instance");
        ProblemResponses.addTo(responses, "410", "cursor_expired");
        ProblemResponses.addTo(responses, "503", "store_unavailable");
        ProblemResponses.addUnforeseenTo(responses);
        return responses;
    }
}
