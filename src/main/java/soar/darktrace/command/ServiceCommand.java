package soar.darktrace.command;

import reactor.core.publisher.Mono;

/**
 * A command for this service itself, which has no instance: none is selected for it, and none needs to be configured.
 *
 * @param <A> the record of its arguments, bound and validated before it is called
 */
public non-sealed interface ServiceCommand<A extends Record> extends CommandHandler<A> {

    /** Runs the command; failures are {@link CommandException}. */
    Mono<CommandResult> run(A arguments);

    /** Checks everything that {@link #run} does and answers with what would be different. */
    default Mono<CommandResult> rehearse(A arguments) {
        return Mono.error(new UnsupportedOperationException(getClass() + " changes nothing"));
    }
}
