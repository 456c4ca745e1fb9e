package soar.darktrace.feature.analyst;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.command.Argument;
import soar.darktrace.command.TimeWindow;

/** Darktrace's filters that incident events and groups have in common. */
record AnalystFilter(
        Week window,

        @Argument("Only these groups (one ID or a list), of any age.")
        List<String> groupId,

        @Argument("Only this device (Darktrace device ID).") @Positive @Nullable
        Long did,

        @Argument("Without these devices (Darktrace device IDs).")
        List<@Positive Long> excludeDid,

        @Argument("Only this subnet (Darktrace subnet ID; those of SaaS platforms are negative).") @Nullable
        Long sid,

        @Argument("Without these subnets (Darktrace subnet IDs).")
        List<Long> excludeSid,

        @Argument("Only these master appliances, where a Unified View is asked.")
        List<String> master,

        @Argument(value = "Only SaaS users.", defaultValue = "false")
        boolean saasOnly,

        @Argument("Lowest score, 0 to 100.") @Min(0) @Max(100) @Nullable
        BigDecimal minScore,

        @Argument("Highest score, 0 to 100.") @Min(0) @Max(100) @Nullable
        BigDecimal maxScore,

        @Argument("Only groups of these categories.") List<Category> category,

        @Argument(value = "Include what is acknowledged.", defaultValue = "false")
        boolean includeAcknowledged,

        @Argument(
                value = "What is pinned: none but what the window has (no), also all that is pinned, of any age (also),"
                        + " or nothing else (only).",
                defaultValue = "no")
        Pinned pinned,

        @Argument("Language of titles and summaries.") @Nullable
        Language locale) {

    /** How grave a group is. */
    enum Category {
        CRITICAL,
        SUSPICIOUS,
        COMPLIANCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is asked of pinned incidents. */
    enum Pinned {
        NO,
        ALSO,
        ONLY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Adds the filters to a query, and returns what was filled in.
     *
     * @param prefix of the names of the categories, which are others for events and groups; Darktrace ignores wrong ones
     */
    List<String> addTo(BreachParameters query, String prefix, Instant now) {
        query.add("groupid", list(groupId)).add("did", did).add("excludedid", list(excludeDid));
        query.add("sid", sid).add("excludesid", list(excludeSid)).add("master", list(master));
        query.addIf(saasOnly, "saasonly");
        query.add("minscore", text(minScore)).add("maxscore", text(maxScore));
        category.stream().distinct().forEach(one -> query.add(prefix + one, true));
        query.add("includeacknowledged", includeAcknowledged);
        query.add("includeallpinned", pinned == Pinned.ALSO).addIf(pinned == Pinned.ONLY, "includeonlypinned");
        query.add("locale", locale);
        if (!groupId.isEmpty() && window.isEmpty()) {
            return List.of();
        }
        TimeWindow asked = window.at(now);
        query.between(asked.start(), asked.end());
        return asked.warnings();
    }

    static @Nullable String text(@Nullable BigDecimal score) {
        return score == null ? null : score.toPlainString();
    }

    private static @Nullable String list(List<?> values) {
        return values.isEmpty() ? null : values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
