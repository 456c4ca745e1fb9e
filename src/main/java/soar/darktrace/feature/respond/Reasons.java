package soar.darktrace.feature.respond;

import org.jspecify.annotations.Nullable;

/** The reason of a change. With Darktrace's setting "Audit Antigena", a change without a reason fails. */
final class Reasons {

    private Reasons() {}

    static String orElse(@Nullable String given, String command) {
        return given == null ? command + " by Darktrace Connector" : given;
    }
}
