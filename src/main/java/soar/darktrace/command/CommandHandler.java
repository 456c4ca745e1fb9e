package soar.darktrace.command;

/**
 * Carries out one command; its class carries {@link Command}.
 *
 * @param <A> the record of its arguments, bound and validated before it is called
 */
sealed interface CommandHandler<A extends Record> permits DarktraceCommand, ServiceCommand {}
