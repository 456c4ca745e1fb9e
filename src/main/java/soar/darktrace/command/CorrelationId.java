package soar.darktrace.command;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What the log lines, the answer and the spans of one request have in common. It travels in the Reactor context; a log
 * line gets it while it is written, since the threads of a request are those of all requests.
 */
public record CorrelationId(String value) {

    /** The name in log lines, spans and problem documents. */
    public static final String NAME = "correlation_id";

    /** It need not be hard to guess, as those of {@code UUID.randomUUID} are, which cost more than a signature. */
    private static final IdGenerator IDS = new AlternativeJdkIdGenerator();

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    /** The caller's ID; a new one where there is none, or one that is not up to 64 letters, digits and {@code ._:-}. */
    public static CorrelationId of(@Nullable String fromCaller) {
        return fromCaller != null && FORM.matcher(fromCaller).matches() ? new CorrelationId(fromCaller) : random();
    }

    /** The ID of the request under way; a new one on a terminal, where no request brought one. */
    public static CorrelationId in(ContextView context) {
        return context.<CorrelationId>getOrEmpty(CorrelationId.class).orElseGet(CorrelationId::random);
    }

    private static CorrelationId random() {
        return new CorrelationId(IDS.generateId().toString());
    }

    public Context putInto(Context context) {
        return context.put(CorrelationId.class, this);
    }

    /** Runs a statement that logs; its lines carry the ID. */
    public void whileLogging(Runnable logging) {
        during(() -> {
            logging.run();
            return true;
        });
    }

    /** Runs a step that may log; its lines carry the ID. */
    <T> T during(Supplier<T> step) {
        MDC.put(NAME, value);
        try {
            return step.get();
        } finally {
            MDC.remove(NAME);
        }
    }
}
