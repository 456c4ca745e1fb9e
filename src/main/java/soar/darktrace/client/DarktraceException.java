package soar.darktrace.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import soar.darktrace.failure.Failure;

/** A call to Darktrace that did not give what was asked for. The kinds are told apart because the remedies differ. */
public final class DarktraceException extends RuntimeException implements Failure {

    private static final long serialVersionUID = 1L;

    /** The kinds of failure, each with its stable code and the status that this service answers with. */
    public enum Kind {
        SIGNATURE("darktrace_signature", 502),
        CLOCK("darktrace_clock", 502),
        PERMISSION("darktrace_permission", 502),
        LOGIN_PAGE("darktrace_login_page", 502),
        NOT_FOUND("not_found", 404),
        REFUSED("darktrace_refused", 502),
        UNREADABLE("darktrace_unreadable", 502),
        OUTCOME_UNKNOWN("outcome_unknown", 502),
        UNAVAILABLE("darktrace_unavailable", 503),
        RATE_LIMITED("rate_limited", 429),
        TIMEOUT("darktrace_timeout", 504);

        private final String code;
        private final int status;

        Kind(String code, int status) {
            this.code = code;
            this.status = status;
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;
    private final int repeats;
    private final @Nullable String instance;

    public DarktraceException(Kind kind, String sentence) {
        this(kind, sentence, null, 0, null, null);
    }

    private DarktraceException(
            Kind kind,
            String sentence,
            @Nullable Duration retryAfter,
            int repeats,
            @Nullable String instance,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.repeats = repeats;
        this.instance = instance;
    }

    DarktraceException causedBy(Throwable cause) {
        return new DarktraceException(kind, sentence(), retryAfter, repeats, instance, cause);
    }

    DarktraceException retryAfter(@Nullable Duration wait) {
        return new DarktraceException(kind, sentence(), wait, repeats, instance, getCause());
    }

    /** Says how often it makes sense to repeat the same read after this failure; 0 unless told. */
    DarktraceException worthRepeating(int times) {
        return new DarktraceException(kind, sentence(), retryAfter, times, instance, getCause());
    }

    /** The same failure in other words. */
    public DarktraceException saying(String otherSentence) {
        return new DarktraceException(kind, otherSentence, retryAfter, repeats, instance, getCause());
    }

    /** Where Darktrace does not know the thing that was asked for, the same failure in the words of who asked for it. */
    public DarktraceException ifUnknown(String otherSentence) {
        return kind == Kind.NOT_FOUND ? saying(otherSentence) : this;
    }

    /** The same failure, saying in which instance it happened. */
    public DarktraceException in(String instanceName) {
        return new DarktraceException(kind, sentence(), retryAfter, repeats, instanceName, getCause());
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether a change that failed this way may have been made, so that reading may show it: the answer was lost, or a web
     * page came instead, which a gateway in front of the appliance may send for anything.
     */
    public boolean mayBeDone() {
        return kind == Kind.OUTCOME_UNKNOWN || kind == Kind.LOGIN_PAGE;
    }

    /**
     * This failure of a change, after reading back failed, too: unless both met a login, what was read says nothing about
     * the change.
     */
    public DarktraceException unsettledBy(Throwable unread) {
        boolean isLoginForBoth = unread instanceof DarktraceException read && read.kind == Kind.LOGIN_PAGE;
        return kind != Kind.LOGIN_PAGE || isLoginForBoth
                ? this
                : ExchangeFailures.outcomeUnknown("A login or another web page came instead of an answer")
                        .causedBy(this);
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    int repeats() {
        return repeats;
    }

    /** What happened and what to do about it; never null, unlike {@link #getMessage()} by its type. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public String code() {
        return kind.code;
    }

    @Override
    public int status() {
        return kind.status;
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (instance != null) {
            details.put("instance", instance);
        }
        if (retryAfter != null) {
            details.put("retry_after", Math.max(1, retryAfter.toSeconds()));
        }
        return details;
    }
}
