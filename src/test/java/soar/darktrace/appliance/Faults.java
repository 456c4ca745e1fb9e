package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import soar.darktrace.appliance.Answer.Delivery;
import tools.jackson.databind.JsonNode;

/** The fault that is on, for how many requests, and what it does to an answer. */
final class Faults {

    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);

    private final Clock clock;
    private @Nullable Fault current;
    private int left;
    private boolean readsAreSpared;
    private boolean waitsForChange;
    private Duration delay = DEFAULT_DELAY;
    private String text = "";
    private @Nullable Function<Boolean, Optional<Fault>> lottery;
    private @Nullable Runnable beforeReadBack;
    private boolean isReadBackNext;

    Faults(Clock clock) {
        this.clock = clock;
    }

    synchronized void turnOn(Fault fault, int times, boolean sparesReads) {
        current = fault;
        left = times;
        readsAreSpared = sparesReads || fault == Fault.REFUSED_CHANGE;
        waitsForChange = false;
    }

    synchronized void turnOnWithNextChange(Fault fault) {
        turnOn(fault, Integer.MAX_VALUE, false);
        waitsForChange = true;
    }

    /** Draws a fault, or none, for each request; the argument says whether that is a change. */
    synchronized void draw(Function<Boolean, Optional<Fault>> lottery) {
        this.lottery = lottery;
    }

    synchronized void turnOff() {
        current = null;
        lottery = null;
    }

    synchronized void reset() {
        turnOff();
        delay = DEFAULT_DELAY;
        beforeReadBack = null;
    }

    synchronized void delay(Duration time) {
        delay = time;
    }

    synchronized void say(String otherText) {
        text = otherText;
    }

    /** Runs once, when the next read comes that follows a change. */
    synchronized void beforeReadBack(Runnable event) {
        beforeReadBack = event;
        isReadBackNext = false;
    }

    Answer meet(Call call, Function<Call, Answer> handler) {
        Runnable event = event(call);
        if (event != null) {
            event.run();
        }
        Fault fault = next(call);
        if (fault == null) {
            return handler.apply(call);
        }
        return switch (fault) {
            case DELAY -> handler.apply(call).after(delay());
            case RESET -> Answer.reset();
            case RESET_AFTER_APPLYING -> handler.apply(call).delivered(Delivery.RESET);
            case REFUSED_CHANGE -> Answer.json(refusal(call));
            case TOO_MANY_REQUESTS ->
                Answer.error(429, "Too Many Requests")
                        .with("Retry-After", String.valueOf(Fault.RETRY_AFTER.toSeconds()));
            case SERVER_ERROR -> Answer.html(500, "Internal Server Error");
            case BAD_GATEWAY -> Answer.html(502, "502 Bad Gateway");
            case UNAVAILABLE -> Answer.html(503, "503 Service Unavailable");
            case LOGIN_PAGE -> Answer.html(200, "Log In | Darktrace");
            case REDIRECT_TO_LOGIN -> Answer.redirect("/login");
            case REDIRECT_TO_403 -> Answer.redirect("/403");
            case FORBIDDEN -> Answer.error(403, "403 Forbidden");
            case SIGNATURE_ERROR -> Answer.apiError(call.path(), "API SIGNATURE ERROR");
            case DATE_ERROR ->
                Answer.apiError(call.path(), "API DATE ERROR")
                        .dated(clock.instant().plus(Fault.CLOCK_ERROR));
            case NOT_FOUND -> Answer.error(404, "Not Found");
            case CUT_OFF_JSON -> handler.apply(call).delivered(Delivery.CUT_OFF);
            case TRUNCATED_JSON -> half(handler.apply(call));
            case EMPTY_BODY -> handler.apply(call).withBody("");
            case OTHER_TEXT -> handler.apply(call).withBody(text());
            case CALLED_HTML -> handler.apply(call).with("Content-Type", "text/html; charset=utf-8");
            case UNIFIED_VIEW -> handler.apply(call.inUnifiedView());
        };
    }

    private synchronized @Nullable Fault next(Call call) {
        boolean isChange = call.isChange();
        if (lottery != null) {
            return lottery.apply(isChange).orElse(null);
        }
        waitsForChange &= !isChange;
        if (current == null || left == 0 || waitsForChange || (readsAreSpared && !isChange)) {
            return null;
        }
        left--;
        return current;
    }

    private synchronized @Nullable Runnable event(Call call) {
        boolean isReadBack = isReadBackNext && !call.isChange();
        isReadBackNext = call.isChange();
        Runnable event = isReadBack ? beforeReadBack : null;
        if (event != null) {
            beforeReadBack = null;
        }
        return event;
    }

    private synchronized String text() {
        return text;
    }

    private synchronized Duration delay() {
        return delay;
    }

    /** A manual action that was not made has no id; any other change says so. */
    private static JsonNode refusal(Call call) {
        return call.path().equals(ManualActions.PATH)
                ? Json.object().put("codeid", 0)
                : Json.object().put("response", "ERROR");
    }

    private static Answer half(Answer answer) {
        String whole = answer.body().text();
        return answer.withBody(whole.substring(0, whole.length() / 2));
    }
}
