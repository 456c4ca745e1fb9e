package soar.darktrace.feature.network;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.command.Argument;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;

/** Which metrics of a device are asked for. */
record MetricQuery(
        @Argument("Darktrace device ID.") @Positive long did,

        @Argument("Name of the metric, as darktrace-list-metrics has it, or a list of them.")
        @NotEmpty
        @Size(max = 20, message = "takes 20 metrics at most")
        List<String> metric,

        @Argument("Only traffic with this device, by its Darktrace device ID.") @Nullable
        Long otherDid,

        @Argument("Only traffic to this device, by its Darktrace device ID.") @Nullable
        Long destinationDid,

        TrafficFilter filter,

        @Argument(value = "How many seconds one value stands for.", defaultValue = "3600") @Positive
        long interval,

        TimeRange window,

        @Argument(value = "Include the model breaches in that time.", defaultValue = "false")
        boolean breachTimes) {

    MultiValueMap<String, String> within(TimeWindow time) {
        BreachParameters query = new BreachParameters().add("did", did);
        List<String> metrics = metric.stream().distinct().toList();
        if (metrics.size() == 1) {
            query.add("metric", metrics.get(0));
        } else {
            // A list with commas is one metric that nobody knows.
            for (int i = 0; i < metrics.size(); i++) {
                query.add("metric" + (i + 1), metrics.get(i));
            }
        }
        query.add("odid", otherDid)
                .add("ddid", destinationDid)
                .add("interval", interval)
                .between(time.start(), time.end())
                .addIf(breachTimes, "breachtimes");
        return filter.addTo(query).values();
    }
}
