package soar.darktrace.access;

import org.jspecify.annotations.Nullable;

/**
 * One attempt, as the audit has it.
 *
 * @param position its place in the audit
 * @param written when it began or was refused, epoch milliseconds
 * @param arguments a JSON object, without secrets
 * @param policy {@code allowed} or {@code refused}; null where it was not asked
 * @param outcome {@code running} while it may be under way, {@code outcome_unknown} afterwards where it has no end
 * @param duration milliseconds
 * @param attempts how many requests it stands for: one, but of the unauthenticated
 */
public record AuditEntry(
        long position,
        long written,
        @Nullable String caller,
        @Nullable String address,
        @Nullable String correlationId,
        String command,
        @Nullable String instance,
        @Nullable String arguments,
        @Nullable String policy,
        String outcome,
        @Nullable String answer,
        @Nullable Long duration,
        int attempts) {}
