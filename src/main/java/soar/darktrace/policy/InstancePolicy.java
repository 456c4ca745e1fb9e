package soar.darktrace.policy;

import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** What this service may do to an instance, {@code darktrace.instances.<name>}: nothing that can do harm by default. */
record InstancePolicy(
        @DefaultValue @Valid RespondPolicy respond,
        @DefaultValue TagPolicy tags,
        @DefaultValue ChangePolicy.OfDevices devices,
        @DefaultValue ChangePolicy.OfSubnets subnets,
        @DefaultValue @Valid IntelPolicy intel,
        @DefaultValue @Valid EmailPolicy email,
        @DefaultValue @Valid CapturePolicy captures,
        @DefaultValue @Valid InvestigationPolicy investigations) {

    /** The policies of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid InstancePolicy> instances) {}
}
