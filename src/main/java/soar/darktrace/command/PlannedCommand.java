package soar.darktrace.command;

import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;

/**
 * A command of which only the arguments say what it does to the world: a tag may be one by which RESPOND contains devices.
 * The declared effect is the least (ADR 26).
 *
 * @param <A> the record of its arguments, bound and validated before it is called
 */
public interface PlannedCommand<A extends Record> extends DarktraceCommand<A> {

    /** Looks, by reading alone, at what the arguments name; refuses here what the policy does not allow. */
    Mono<Plan> plan(A arguments, DarktraceInstance darktrace);

    /**
     * The effect that the arguments alone speak of, where they do: Darktrace is not asked. The plan has the last word.
     * Refuses what the policy does not allow for that.
     */
    default Optional<Effect> leastEffect(A arguments, DarktraceInstance darktrace) {
        return Optional.empty();
    }

    @Override
    default Mono<CommandResult> run(A arguments, DarktraceInstance darktrace) {
        return plan(arguments, darktrace).flatMap(Plan::work);
    }
}
