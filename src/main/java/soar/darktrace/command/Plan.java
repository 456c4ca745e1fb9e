package soar.darktrace.command;

import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.client.Shield;

/**
 * A run of a command whose arguments are known: what it will do to the world, and the work itself, which begins once its
 * caller was found to have the role for that and the audit has it.
 *
 * @param effect the declared one, or a higher one where the policy makes more of these arguments
 */
public record Plan(Effect effect, Mono<CommandResult> work) {

    /** The same as a change that was begun, of which no exchange with Darktrace knows. */
    Plan shielded() {
        return new Plan(effect, Shield.around(work));
    }

    /** The same with further warnings. */
    Plan warning(List<String> more) {
        return new Plan(effect, work.map(result -> result.warning(more)));
    }
}
