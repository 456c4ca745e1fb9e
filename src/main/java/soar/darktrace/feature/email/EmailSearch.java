package soar.darktrace.feature.email;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.EmailApi.Criterion;
import soar.darktrace.api.EmailApi.Query;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.TimeRange;
import tools.jackson.databind.JsonNode;

/** What emails are searched by; names and operators of the filters are those that Darktrace's own clients send. */
record EmailSearch(
        TimeRange window,

        @Argument("Only emails whose anomaly score is above this, 0 to 100.") @Min(0) @Max(100) @Nullable
        BigDecimal minScore,

        @Argument("Only emails of this direction.") @Nullable
        Direction direction,

        @Argument("Only emails to an address that contains this.") @Nullable
        String recipient,

        @Argument("Only emails from an address that contains this.") @Nullable
        String sender,

        @Argument("Only emails with a tag of these severities; each is a search of its own.")
        List<Severity> tagSeverity,

        @Argument("Only emails with this tag; see darktrace-email-list-tags.") @Nullable
        String tag,

        @Argument("Only emails on which Darktrace took this action, such as Hold.") @Nullable
        String actioned,

        @Argument("Further filters of Darktrace's as JSON: a list of objects with apiFilter, operator and value.")
        List<JsonNode> criteria,

        @Argument(value = "Whether all filters must fit (and) or one of them (or).", defaultValue = "and")
        Mode mode) {

    /** Where an email comes from and goes to. */
    enum Direction {
        INBOUND,
        OUTBOUND,
        INTERNAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How grave a tag is. */
    enum Severity {
        CRITICAL("critical"),
        WARNING("warn"),
        INFORMATIONAL("info");

        private final String status;

        Severity(String status) {
            this.status = status;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How filters are joined. */
    enum Mode {
        AND,
        OR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The searches to make: a filter takes one severity, so that each has its own. */
    List<Query> queries() {
        if (tagSeverity.isEmpty()) {
            return List.of(new Query(common(), mode.toString()));
        }
        return tagSeverity.stream()
                .distinct()
                .map(severity -> {
                    List<Criterion> all = new ArrayList<>(common());
                    all.add(new Criterion("Model Tag Severity", "=", severity.status));
                    return new Query(all, mode.toString());
                })
                .toList();
    }

    private List<Criterion> common() {
        List<Criterion> all = new ArrayList<>();
        add(all, "Email.Antigena Email Anomaly", ">", minScore == null ? null : minScore.toPlainString());
        add(all, "Connection.Direction", "=", direction);
        add(all, "Recipient.Email", "~*", recipient);
        add(all, "Header.From.Email", "~*", sender);
        add(all, "Antigena Tag", "=", tag);
        add(all, "Action.Action Taken", "=", actioned);
        criteria.stream().map(EmailSearch::criterion).forEach(all::add);
        return all;
    }

    private static void add(List<Criterion> all, String filter, String operator, @Nullable Object value) {
        if (value != null) {
            all.add(new Criterion(filter, operator, value.toString()));
        }
    }

    private static Criterion criterion(JsonNode given) {
        String filter = given.path("apiFilter").asString("");
        String operator = given.path("operator").asString("");
        JsonNode value = given.path("value");
        if (given.size() != 3 || filter.isBlank() || operator.isBlank() || !value.isValueNode() || value.isNull()) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    "criteria",
                    "criteria: each filter is an object with apiFilter, operator and value, such as"
                            + " {\"apiFilter\": \"Recipient.Email\", \"operator\": \"~*\", \"value\": \"example.com\"}.");
        }
        return new Criterion(filter, operator, value.asString());
    }
}
