package soar.darktrace.command;

import reactor.core.publisher.Mono;

/**
 * A run of a command whose arguments are known: what it will do to the world, and the work itself, which begins once its
 * caller was found to have the role for that and the audit has it.
 *
 * @param effect the declared one, or a higher one where the policy makes more of these arguments
 */
public record Plan(Effect effect, Mono<CommandResult> work) {}
