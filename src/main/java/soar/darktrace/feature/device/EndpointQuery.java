package soar.darktrace.feature.device;

import java.util.Locale;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.command.Argument;

/** Which external endpoint is asked for, and what about it. */
record EndpointQuery(
        @Argument("Type of the endpoint: IP or hostname.") EndpointType endpointType,

        @Argument("IP address or hostname to look up.") String endpointValue,

        @Argument(value = "Include devices that have recently connected to the endpoint.", defaultValue = "true")
        boolean devices,

        @Argument(value = "Include further information about the devices.", defaultValue = "true")
        boolean additionalInfo,

        @Argument(value = "Include how rare the endpoint is.", defaultValue = "true")
        boolean score) {

    /** Darktrace's parameters are lower case; the public integration sends {@code IP=}. */
    MultiValueMap<String, String> query() {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add(endpointType.name().toLowerCase(Locale.ROOT), endpointValue);
        query.add("additionalinfo", Boolean.toString(additionalInfo));
        query.add("devices", Boolean.toString(devices));
        query.add("score", Boolean.toString(score));
        return query;
    }

    /** What an endpoint is named by. */
    enum EndpointType {
        IP,
        HOSTNAME;

        @Override
        public String toString() {
            return this == IP ? "IP" : "hostname";
        }
    }
}
