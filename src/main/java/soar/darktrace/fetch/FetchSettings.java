package soar.darktrace.fetch;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When an instance is fetched: what {@code darktrace.instances.<name>} says beyond the nine
 * parameters of the XSOAR integration.
 *
 * @param fetch which sources are fetched, by their {@link Source#setting() names}; the first one is meant where a command names
 *     none
 * @param fetchInterval how long the pause between two fetches is, about
 * @param fetchOverlap how late something may show up, by its creation time, and still be fetched
 * @param fetchLookBack how long after its creation something may still show up or rise in score, to be found within the
 *     hour; zero for no look back
 * @param fetchParts whether what belongs to an incident of another source, as a model breach to that of an AI Analyst group,
 *     becomes an incident as well
 */
record FetchSettings(
        @DefaultValue("breaches") @NotEmpty(message = "must name one source or more, such as breaches")
        List<String> fetch,

        @DefaultValue("1m") @DurationMin(seconds = 1, message = "must be 1s or more")
        Duration fetchInterval,

        @DefaultValue("15m") @DurationMin(seconds = 0, message = OVERLAP) @DurationMax(days = 7, message = OVERLAP)
        Duration fetchOverlap,

        @DefaultValue("24h") @DurationMin(seconds = 0, message = OVERLAP) @DurationMax(days = 7, message = OVERLAP)
        Duration fetchLookBack,

        @DefaultValue("true") boolean fetchParts) {

    private static final Duration LOOK_BACK_EVERY = Duration.ofHours(1);
    private static final String OVERLAP = "must be from 0s to 7d";

    /** The settings of an instance that says nothing about fetching. */
    static final FetchSettings DEFAULT = new Binder(List.of()).bindOrCreate("none", FetchSettings.class);

    Pace pace() {
        return new Pace(fetchOverlap, fetchLookBack, LOOK_BACK_EVERY);
    }

    /** The settings of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid FetchSettings> instances) {

        FetchSettings of(String instance) {
            return instances.getOrDefault(instance, DEFAULT);
        }
    }
}
