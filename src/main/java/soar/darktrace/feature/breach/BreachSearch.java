package soar.darktrace.feature.breach;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Page;
import soar.darktrace.command.TimeRange;

/** The arguments of {@code darktrace-list-breaches}: Darktrace's filters, and those applied here. */
record BreachSearch(
        @Argument("Only breaches of this device (Darktrace device ID).") @Positive @Nullable
        Long did,

        @Argument("Only breaches of the model with this ID.") @Positive @Nullable
        Long pid,

        @Argument("Only breaches of the model with this UUID.") @Nullable
        String uuid,

        @Argument("Only these model breaches (one ID or a list), of any age.")
        List<@Positive Long> pbid,

        @Argument("Lowest score, 0 to 100.") @Min(0) @Max(100) @Nullable
        BigDecimal minScore,

        @Argument("Highest score, 0 to 100 (applied by the connector).") @Min(0) @Max(100) @Nullable
        BigDecimal maxScore,

        TimeRange window,

        @Argument("Another name of start_time.") @Nullable String fromTime,

        @Argument("Another name of end_time.") @Nullable String toTime,

        @Argument("Apply the window to the time a breach was created instead of the time of its first activity.")
        @Nullable
        Boolean creationTime,

        @Argument("Include acknowledged breaches. They are included anyway when asked for by pbid or by acknowledged.")
        @Nullable
        Boolean includeAcknowledged,

        @Argument("Include suppressed breaches.") @Nullable Boolean includeSuppressed,

        @Argument("Let Darktrace add its own link to each breach (it needs its FQDN configured).") @Nullable
        Boolean includeBreachUrl,

        @Argument(value = "Return less of each breach, as Darktrace does.", defaultValue = "false")
        boolean minimal,

        @Argument("Return numbers that stand for something as text.") @Nullable
        Boolean expandEnums,

        @Argument("Return only the model as it was, in Darktrace's own shape.") @Nullable
        Boolean historicModelOnly,

        @Argument(value = "Return the device at the top of each breach.", defaultValue = "true")
        boolean deviceAtTop,

        @Argument("Return the full details of devices and components.") @Nullable
        Boolean fullDeviceDetails,

        @Argument("Only breaches of SaaS users.") @Nullable Boolean saasOnly,

        @Argument("Only breaches of these SaaS platforms, such as office365*.")
        List<String> saasFilter,

        @Argument("Group the breaches, in Darktrace's own shape.") @Nullable
        Group group,

        @Argument("Return only this top-level field of Darktrace's answer, in its own shape.") @Nullable
        String responseData,

        @Argument("Only devices with this hostname; * and ? are wildcards (applied by the connector).") @Nullable
        String hostname,

        @Argument("Only devices with this IP address; * and ? are wildcards (applied by the connector).") @Nullable
        String ip,

        @Argument("Only models with this name; * and ? are wildcards (applied by the connector).") @Nullable
        String model,

        @Argument("Only breaches that are (true) or are not (false) acknowledged (applied by the connector).") @Nullable
        Boolean acknowledged,

        Page page) {

    /** What breaches are grouped by. */
    enum Group {
        DEVICE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether Darktrace answers in a shape that is not a list of breaches, or of less than the context shows. */
    boolean hasOwnShape() {
        return minimal || Boolean.TRUE.equals(historicModelOnly) || isRegrouped();
    }

    /** Whether the answer is not a list of single breaches, so that nothing can be filtered or sorted here. */
    boolean isRegrouped() {
        return group != null || responseData != null;
    }

    /** Whether breaches must be filtered one by one here. */
    boolean filtersHere() {
        return Stream.of(hostname, ip, model, acknowledged, maxScore).anyMatch(filter -> filter != null);
    }
}
