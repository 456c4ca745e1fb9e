package soar.darktrace.feature.network;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.command.Argument;

/** Which connections count; a component of a command's arguments. */
record TrafficFilter(
        @Argument("Only connections with this port on either side.") @Positive @Max(65535) @Nullable
        Long port,

        @Argument("Only connections from this port.") @Positive @Max(65535) @Nullable
        Long sourcePort,

        @Argument("Only connections to this port.") @Positive @Max(65535) @Nullable
        Long destinationPort,

        @Argument("Only this IP protocol, such as TCP; see darktrace-get-enums type=protocol.") @Nullable
        String protocol,

        @Argument("Only this application protocol, such as SSH; see darktrace-get-enums type=applicationprotocol.")
        @Nullable
        String applicationProtocol) {

    BreachParameters addTo(BreachParameters query) {
        return query.add("port", port)
                .add("sourceport", sourcePort)
                .add("destinationport", destinationPort)
                .add("protocol", protocol)
                .add("applicationprotocol", applicationProtocol);
    }
}
