package soar.darktrace.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration or the file of keys says of one caller. {@link KeyHolder} checks it, so that both refuse a wrong
 * one by the same sentence.
 *
 * @param hash the hash of its key, as {@code new-api-key} prints it; two while one key replaces the other
 * @param roles what it may do: {@code read}, {@code write}, {@code respond}, {@code admin}, {@code metrics}
 * @param instances names or wildcards of instances, and {@code params} for those that a request brings along; all that are
 *     configured where there is none
 * @param expires from when on the keys are refused: {@code 2027-01-31T12:00:00Z}, or a date, at whose begin in UTC
 * @param commands names or wildcards of commands; all where there is none
 */
record KeySettings(
        @Nullable List<String> hash,
        @Nullable List<String> roles,
        @Nullable List<String> instances,
        @Nullable String expires,
        @Nullable List<String> commands) {}
