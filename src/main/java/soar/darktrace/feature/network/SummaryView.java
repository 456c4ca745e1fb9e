package soar.darktrace.feature.network;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of the four answers that {@code /summarystatistics} has. Of two that are asked for, Darktrace gives one and does not
 * say which.
 *
 * @param eventType of the events that are counted; null for another view
 */
record SummaryView(@Nullable String eventType, MultiValueMap<String, String> query) {

    static SummaryView of(GetSummaryStatistics.Arguments asked, Instant now) {
        if (Stream.of(asked.eventType() != null, asked.csensor(), asked.mitreTactics())
                        .filter(wanted -> wanted)
                        .count()
                > 1) {
            throw invalid(
                    "event_type",
                    "event_type, csensor and mitre_tactics exclude each other: Darktrace would answer one of them without"
                            + " saying which.");
        }
        if (asked.eventType() == null && (asked.endTime() != null || asked.hours() != null)) {
            throw invalid(asked.endTime() != null ? "end_time" : "hours", "end_time and hours need event_type.");
        }
        return new SummaryView(
                asked.eventType(),
                new BreachParameters()
                        .add("eventtype", asked.eventType())
                        .addIf(asked.csensor(), "csensor")
                        .addIf(asked.mitreTactics(), "mitreTactics")
                        .add("endtime", asked.endTime() == null ? null : end(asked.endTime(), now))
                        .add("hours", asked.hours())
                        .values());
    }

    private static String end(String text, Instant now) {
        try {
            return DarktraceTime.query(DarktraceTime.parse(text, now));
        } catch (DateTimeException e) {
            throw invalid("end_time", "end_time: " + e.getMessage());
        }
    }

    private static CommandException invalid(String argument, String sentence) {
        return new CommandException(Reason.INVALID_ARGUMENT, argument, sentence);
    }

    CommandResult result(ObjectNode answer) {
        ObjectNode outputs = (ObjectNode) Samples.of(answer);
        if (eventType != null) {
            JsonNode data = outputs.path("data");
            outputs.remove("data");
            outputs.put("eventType", eventType).set("events", data.isArray() ? data : outputs.arrayNode());
        }
        if (outputs.has("startTime")) {
            outputs.set("startTime", DarktraceTime.iso(outputs.get("startTime")));
        }
        CommandResult result = CommandResult.of("Darktrace Summary Statistics", outputs);
        return rows(outputs) instanceof ArrayNode rows
                ? result.showing(Samples.first(rows)).warning(Samples.warnings(rows))
                : result;
    }

    /** What is counted one by one is a table of its own. */
    private static @Nullable JsonNode rows(ObjectNode outputs) {
        return outputs.has("mitreTactics") ? outputs.get("mitreTactics") : outputs.get("events");
    }
}
