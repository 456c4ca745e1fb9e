package soar.darktrace.mirror;

import jakarta.validation.Valid;
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
 * How the model breaches of an instance are followed once they are incidents: what {@code darktrace.instances.<name>.mirror}
 * says. AI Analyst groups are followed by being fetched.
 *
 * @param interval how long the pause is, about, between two looks for new comments and at the youngest breaches
 * @param followFor how long after its creation a breach is followed; zero for never
 */
record MirrorSettings(
        @DefaultValue("1m") @DurationMin(seconds = 1, message = "must be 1s or more")
        Duration interval,

        @DefaultValue("14d") @DurationMin(seconds = 0, message = FOLLOW) @DurationMax(days = 90, message = FOLLOW)
        Duration followFor) {

    private static final String FOLLOW = "must be from 0s to 90d";

    /** The settings of an instance that says nothing about it. */
    static final MirrorSettings DEFAULT = new Binder(List.of()).bindOrCreate("none", MirrorSettings.class);

    boolean follows() {
        return !followFor.isZero();
    }

    /** The settings of one instance. */
    record OfInstance(@DefaultValue @Valid MirrorSettings mirror) {}

    /** The settings of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid OfInstance> instances) {

        MirrorSettings of(String instance) {
            OfInstance settings = instances.get(instance);
            return settings == null ? DEFAULT : settings.mirror();
        }
    }
}
