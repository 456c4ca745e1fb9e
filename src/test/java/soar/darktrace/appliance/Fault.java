package soar.darktrace.appliance;

import java.time.Duration;

/** A way for the appliance, or what stands in front of it, to misbehave. */
public enum Fault {
    /** The true answer, late; see {@link SimulatedAppliance#delay}. */
    DELAY,
    /** The connection is reset after the request was read; nothing was changed. */
    RESET,
    /** The change is made, then the connection is reset. */
    RESET_AFTER_APPLYING,
    /**
     * 200 {@code {"response":"ERROR"}} to every POST, or {@code {"codeid":0}} to that of a manual action; nothing is
     * changed and reads are answered.
     */
    REFUSED_CHANGE,
    /** 429 with a {@code Retry-After} of {@link #RETRY_AFTER}. */
    TOO_MANY_REQUESTS,
    /** 500 with an HTML page. */
    SERVER_ERROR,
    /** 502 with an HTML page. */
    BAD_GATEWAY,
    /** 503 with an HTML page. */
    UNAVAILABLE,
    /** 200 with the HTML of the login page. */
    LOGIN_PAGE,
    /** 302 to /login. */
    REDIRECT_TO_LOGIN,
    /** 302 to /403. */
    REDIRECT_TO_403,
    /** 403 with a JSON error. */
    FORBIDDEN,
    /** 400 {@code API SIGNATURE ERROR}, whatever was signed. */
    SIGNATURE_ERROR,
    /** 400 {@code API DATE ERROR} and a {@code Date} header that is off by {@link #CLOCK_ERROR}. */
    DATE_ERROR,
    /** 404 with a JSON error. */
    NOT_FOUND,
    /** A change is made; the connection ends in the middle of the announced body. */
    CUT_OFF_JSON,
    /** A change is made; the message is whole and its document is half. */
    TRUNCATED_JSON,
    /** A change is made; 200 without a body. */
    EMPTY_BODY,
    /** A change is made; 200 with a text that has nothing to do with it, see {@link SimulatedAppliance#say}. */
    OTHER_TEXT,
    /** The true answer, announced as HTML. */
    CALLED_HTML,
    /** No fault: the shapes of a Unified View (lists for one breach, for changes and for new comments). */
    UNIFIED_VIEW;

    /** What a refused caller is told to wait. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** How far the clock is ahead when dates are refused. */
    public static final Duration CLOCK_ERROR = Duration.ofMinutes(47);
}
