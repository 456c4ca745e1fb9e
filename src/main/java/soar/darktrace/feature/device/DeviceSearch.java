package soar.darktrace.feature.device;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.command.Argument;

/** The arguments of {@code darktrace-list-devices}. */
record DeviceSearch(
        @Argument("IP address that a device has, or had at ip_time.") @Nullable
        String ip,

        @Argument("When it had the IP address: epoch milliseconds or YYYY-MM-DDTHH:MM:SS.") @Nullable
        String ipTime,

        @Argument("MAC address of the device.") @Nullable String mac,

        @Argument("ID of its subnet.") @Nullable Long sid,

        @Argument(value = "How long ago it was seen at most: seconds, or such as 5hour or 2day.", defaultValue = "7day")
        String seenSince,

        @Argument(value = "Include the tags of the devices.", defaultValue = "false")
        boolean includeTags,

        @Argument("Only devices of the cloud security product (true), or none of them (false).") @Nullable
        Boolean cloudSecurity,

        @Argument("Names of SaaS modules whose users are to be among the devices, or a list of them.")
        List<String> saasFilter,

        @Argument(value = "Maximum number of devices to return.", defaultValue = "50", aliases = "limit")
        @Positive
        @Max(100_000)
        long maxResults) {

    /** One more than is returned, so that it shows whether there are more. */
    MultiValueMap<String, String> query(int most) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        add(query, "ip", ip);
        add(query, "iptime", ipTime);
        add(query, "mac", mac);
        add(query, "sid", sid);
        add(query, "seensince", seenSince);
        add(query, "includetags", includeTags ? true : null);
        add(query, "cloudsecurity", cloudSecurity);
        saasFilter.forEach(filter -> query.add("saasfilter", filter));
        query.add("count", Long.toString(Math.min(maxResults, most) + 1));
        return query;
    }

    private static void add(MultiValueMap<String, String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.add(name, value.toString());
        }
    }
}
