package soar.darktrace.feature.model;

import org.jspecify.annotations.Nullable;
import soar.darktrace.failure.Wildcard;

/** A part of a name that is looked for, or a pattern with wildcards in it; null for any name. */
record NamePart(@Nullable Wildcard pattern) {

    static NamePart of(@Nullable String text) {
        return new NamePart(text == null ? null : Wildcard.of("*" + text + "*"));
    }

    boolean isIn(String name) {
        return pattern == null || pattern.matches(name);
    }
}
