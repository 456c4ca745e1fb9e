package soar.darktrace.access;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;
import soar.darktrace.access.AuditRow.Signed;

/** The audit as log events for a SIEM: one for each row, and the head now and then. They have a logger of their own. */
final class AuditEvents {

    private static final Logger log = LoggerFactory.getLogger("soar.darktrace.audit");

    /** As {@code command.CorrelationId} has it in log lines. */
    private static final String CORRELATION_ID = "correlation_id";

    void written(Signed signed) {
        of(
                signed.row(),
                log.atInfo().addKeyValue("position", signed.position()).addKeyValue("hmac", signed.hmac()),
                "");
    }

    void lost(AuditRow row, Throwable failure) {
        of(row, log.atError().addKeyValue("failure", String.valueOf(failure.getMessage())), ", which the audit lacks");
    }

    /** What later shows that the end was cut off: it must be kept where nobody who writes in the database can write. */
    void head(AuditMark head) {
        log.atInfo()
                .addKeyValue("event", "head")
                .addKeyValue("position", head.position())
                .addKeyValue("hmac", head.hmac())
                .log("The head of the audit is {}", head.text());
    }

    private static void of(AuditRow row, LoggingEventBuilder event, String more) {
        LoggingEventBuilder line = event.addKeyValue("event", row.kind())
                .addKeyValue("attempt", row.attempt())
                .addKeyValue("command", row.command());
        line = with(line, "caller", row.caller());
        line = with(line, "address", row.address());
        line = with(line, "instance", row.instance());
        line = with(line, "arguments", row.arguments());
        line = with(line, "policy", row.policy());
        line = with(line, "outcome", row.outcome());
        line = with(line, "answer", row.answer());
        line = with(line, "duration_ms", row.duration());
        if (row.attempts() > 1) {
            line = line.addKeyValue("attempts", row.attempts());
        }
        if (row.correlationId() != null) {
            MDC.put(CORRELATION_ID, row.correlationId());
        }
        try {
            line.log(
                    "{} by {} from {}: {}{}{}",
                    row.command(),
                    row.caller() == null ? "an unknown caller" : row.caller(),
                    row.address(),
                    row.kind(),
                    row.outcome() == null ? "" : ", " + row.outcome(),
                    more);
        } finally {
            MDC.remove(CORRELATION_ID);
        }
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(key, value);
    }
}
