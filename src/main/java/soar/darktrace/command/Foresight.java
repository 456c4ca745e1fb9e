package soar.darktrace.command;

/**
 * What is known of a command before Darktrace is asked anything.
 *
 * @param effect the one that the run will have; where that is not settled, the least that it may have
 * @param isSettled whether nothing that Darktrace holds can raise the effect
 */
public record Foresight(Effect effect, boolean isSettled) {}
