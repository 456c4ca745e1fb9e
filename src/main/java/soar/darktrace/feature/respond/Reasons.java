package soar.darktrace.feature.respond;

import org.jspecify.annotations.Nullable;

/** The reason that goes with every change: with Darktrace's "Audit Antigena" on, a change without one fails. */
final class Reasons {

    private Reasons() {}

    static String orElse(@Nullable String given, String command) {
        return given == null ? command + " by Darktrace Connector" : given;
    }
}
