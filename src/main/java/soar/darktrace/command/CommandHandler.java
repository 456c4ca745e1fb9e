package soar.darktrace.command;

import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;

/**
 * Carries out one command: calls Darktrace and says what came of it. Its class carries {@link Command}.
 *
 * @param <A> the record of its arguments, bound and validated before it is called
 */
public interface CommandHandler<A extends Record> {

    /** Runs the command against an instance; failures are {@code DarktraceException} or {@link CommandException}. */
    Mono<CommandResult> run(A arguments, DarktraceInstance darktrace);
}
