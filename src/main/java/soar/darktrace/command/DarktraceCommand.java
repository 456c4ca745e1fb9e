package soar.darktrace.command;

import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;

/**
 * A command for one instance: calls Darktrace, or looks at what this service holds about it, and says what came of it.
 *
 * @param <A> the record of its arguments, bound and validated before it is called
 */
public non-sealed interface DarktraceCommand<A extends Record> extends CommandHandler<A> {

    /** Runs the command against an instance; failures are {@code DarktraceException} or {@link CommandException}. */
    Mono<CommandResult> run(A arguments, DarktraceInstance darktrace);

    /**
     * Checks everything that {@link #run} does and answers with what it would do. What changes something in Darktrace
     * need not say more: it runs up to its changes, and the calls are the answer. What changes this service says here
     * what would be different.
     */
    default Mono<CommandResult> rehearse(A arguments, DarktraceInstance darktrace) {
        return DryRun.rehearse(this, arguments, darktrace);
    }
}
