package soar.darktrace.appliance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import soar.darktrace.appliance.ActionState.Stage;

/** Which RESPOND actions a call asks for. */
final class ActionFilter {

    private static final Duration REMEMBERED = Duration.ofDays(14);

    private ActionFilter() {}

    static Predicate<Action> of(Call call, long now) {
        return cleared(call).and(confirmation(call, now)).and(time(call, now)).and(ids(call));
    }

    private static Predicate<Action> cleared(Call call) {
        boolean all = call.flag("includecleared", false);
        return action -> all || !action.cleared();
    }

    private static Predicate<Action> confirmation(Call call, long now) {
        if (call.text("needconfirming").isEmpty()) {
            return action -> true;
        }
        boolean needed = call.flag("needconfirming", true);
        return action -> needed == (action.stage(now) == Stage.PENDING);
    }

    /** Those that had begun and not yet expired at some time of the window. */
    private static Predicate<Action> time(Call call, long now) {
        Optional<TimeWindow> window = TimeWindow.paired(call);
        long oldest = now - REMEMBERED.toMillis();
        return action -> window.map(asked -> asked.overlaps(action.start(), action.expires()))
                .orElse(action.expires() >= oldest);
    }

    private static Predicate<Action> ids(Call call) {
        List<Long> pbids = call.numbers("pbid");
        List<Long> dids = call.numbers("did");
        return action ->
                (pbids.isEmpty() || pbids.contains(action.pbid())) && (dids.isEmpty() || dids.contains(action.did()));
    }
}
