package soar.darktrace.feature.device;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.command.Argument;
import tools.jackson.databind.JsonNode;

/** Which data of the connections of a device are asked for. */
record DeviceConnectionQuery(
        @Argument(value = "Darktrace device ID.", aliases = "deviceId") @Positive
        long did,

        @Argument("What to return: connections (co), data size out (sizeout) or data size in (sizein).")
        DataType dataType,

        @Argument("Restrict external data to this domain name.") @Nullable
        String externalDomain,

        @Argument(
                value = "Restrict data to this destination device (its device ID; 0 means any external device).",
                aliases = "destinationDeviceId")
        @PositiveOrZero
        @Nullable
        Long destinationDid,

        @Argument(
                value = "Return an entry for every time interval, those without connections too (not recommended).",
                defaultValue = "false")
        boolean showAllGraphData,

        @Argument(
                value = "Return data for the device and this number of similar devices.",
                aliases = "numberOfSimilarDevices")
        @PositiveOrZero
        @Nullable
        Long numSimilarDevices,

        @Argument(
                value = "Return the full details of all devices that the data refers to. This alters the structure"
                        + " of the outputs.",
                defaultValue = "false")
        boolean fullDeviceDetails) {

    Mono<JsonNode> send(DeviceApi api) {
        return api.deviceInfo(
                did,
                dataType.toString(),
                externalDomain,
                destinationDid,
                showAllGraphData,
                numSimilarDevices,
                fullDeviceDetails);
    }

    /** What is counted of each connection. */
    enum DataType {
        CO,
        SIZEOUT,
        SIZEIN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
