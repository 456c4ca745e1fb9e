package soar.darktrace.feature.network;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;

/** Whose traffic is asked for, and which of it. */
record NetworkQuery(
        @Argument("Only this device, by its Darktrace device ID.") @Nullable
        Long did,

        @Argument("Only this IP address.") @Nullable String ip,

        @Argument("Only this subnet, by its ID.") @Nullable Long sid,

        @Argument(
                "Name of the metric that is counted, as darktrace-list-metrics has it; data transferred if not given.")
        @Nullable
        String metric,

        @Argument("Only connections to internal or to external ends.") @Nullable
        Direction direction,

        TrafficFilter filter,
        TimeRange window,

        @Argument(value = "Include all that is known of the devices.", defaultValue = "false")
        boolean fullDeviceDetails) {

    void requireOneAtMost() {
        if (Stream.of(did, ip, sid).filter(Objects::nonNull).count() > 1) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "did", "did, ip and sid exclude each other: give one of them, or none.");
        }
    }

    MultiValueMap<String, String> within(TimeWindow time) {
        BreachParameters query = new BreachParameters()
                .add("did", did)
                .add("ip", ip)
                .add("viewsubnet", sid)
                .add("metric", metric)
                .add("intext", direction)
                .between(time.start(), time.end())
                .addIf(fullDeviceDetails, "fulldevicedetails");
        return filter.addTo(query).values();
    }

    /** Where the other end is. */
    enum Direction {
        INTERNAL,
        EXTERNAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
