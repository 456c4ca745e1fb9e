package soar.darktrace.fetch.analyst;

import java.util.Arrays;
import java.util.Optional;

/** Darktrace's categories of groups. */
enum GroupCategory {
    CRITICAL,
    SUSPICIOUS,
    COMPLIANCE;

    /** The one that Darktrace writes so; empty for any other word. */
    static Optional<GroupCategory> of(String text) {
        return Arrays.stream(values())
                .filter(category -> category.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
