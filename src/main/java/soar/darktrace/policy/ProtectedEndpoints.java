package soar.darktrace.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.failure.Fulfils;
import soar.darktrace.failure.Wildcard;
import soar.darktrace.network.Network;

/**
 * The endpoints that must not be watched.
 *
 * @param domains domains, each with all below it; {@code *} and {@code ?} are wildcards
 * @param ips IP addresses and networks ({@code 10.0.0.0/8}), by default those of RFC 1918, loopback, link-local, unique local
 *     and shared ones, multicast and broadcast; any address in common counts
 */
record ProtectedEndpoints(
        @DefaultValue @Fulfils(value = ProtectedEndpoints.Domains.class, message = ProtectedEndpoints.DOMAIN)
        List<String> domains,

        @DefaultValue({
            ProtectedEndpoints.TEN,
            ProtectedEndpoints.TWELVE,
            ProtectedEndpoints.SIXTEEN,
            ProtectedEndpoints.LOOPBACK,
            ProtectedEndpoints.LINK_LOCAL,
            ProtectedEndpoints.LOOPBACK_6,
            ProtectedEndpoints.LINK_LOCAL_6,
            ProtectedEndpoints.UNIQUE_LOCAL,
            ProtectedEndpoints.THIS_NETWORK,
            ProtectedEndpoints.SHARED,
            ProtectedEndpoints.ALL_DEVICES,
            ProtectedEndpoints.ALL_DEVICES_6
        })
        @Fulfils(
                value = ProtectedDevices.Networks.class,
                message = "must be IP addresses or networks such as 10.0.0.0/8")
        List<String> ips) {

    static final String DOMAIN =
            "must be domains such as example.com or *.corp.example.com, without a dot at either end,"
                    + " and in their xn-- form where they are international";

    static final String TEN = "10.0.0.0/8";
    static final String TWELVE = "172.16.0.0/12";
    static final String SIXTEEN = "192.168.0.0/16";
    static final String LOOPBACK = "127.0.0.0/8";
    static final String LINK_LOCAL = "169.254.0.0/16";
    static final String LOOPBACK_6 = "::1";
    static final String LINK_LOCAL_6 = "fe80::/10";
    static final String UNIQUE_LOCAL = "fc00::/7";
    static final String THIS_NETWORK = "0.0.0.0/8";
    static final String SHARED = "100.64.0.0/10";

    /** Multicast and broadcast, which every device sends to. */
    static final String ALL_DEVICES = "224.0.0.0/3";

    static final String ALL_DEVICES_6 = "ff00::/8";

    static final List<String> INTERNAL = List.of(
            TEN,
            TWELVE,
            SIXTEEN,
            LOOPBACK,
            LINK_LOCAL,
            LOOPBACK_6,
            LINK_LOCAL_6,
            UNIQUE_LOCAL,
            THIS_NETWORK,
            SHARED,
            ALL_DEVICES,
            ALL_DEVICES_6);

    /**
     * Returns the property by which an endpoint is protected, with the value that protects it; empty if it is not.
     *
     * @param isHostAlone whether what is below a name is not watched
     */
    Optional<String> protection(String endpoint, boolean isHostAlone) {
        Optional<Network> network = Network.parse(endpoint);
        return network.isPresent() ? byAddress(network.get()) : byName(endpoint, isHostAlone);
    }

    private Optional<String> byAddress(Network endpoint) {
        return ips.stream()
                .filter(ip -> Network.parse(ip).filter(endpoint::overlaps).isPresent())
                .findFirst()
                .map(ip -> "ips (" + ip + ")");
    }

    private Optional<String> byName(String endpoint, boolean isHostAlone) {
        return domains.stream()
                .filter(domain -> isIn(domain, endpoint) || (!isHostAlone && isAbove(domain, endpoint)))
                .findFirst()
                .map(domain -> "domains (" + domain + ")");
    }

    private static boolean isIn(String domain, String endpoint) {
        Wildcard pattern = Wildcard.of(domain.strip());
        for (int from = 0; from >= 0; from = endpoint.indexOf('.', from) + 1) {
            if (pattern.matches(endpoint.substring(from))) {
                return true;
            }
            if (endpoint.indexOf('.', from) < 0) {
                return false;
            }
        }
        return false;
    }

    /** To watch {@code example.com} is to watch {@code www.example.com}. */
    private static boolean isAbove(String domain, String endpoint) {
        return domain.strip().toLowerCase(Locale.ROOT).endsWith("." + endpoint.toLowerCase(Locale.ROOT));
    }

    /** As endpoints are written; what is written otherwise would protect nothing. */
    static final class Domains implements Predicate<List<String>> {

        private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_*?-]+(?:\\.[A-Za-z0-9_*?-]+)*+");

        @Override
        public boolean test(List<String> texts) {
            return texts.stream().allMatch(text -> DOMAIN.matcher(text.strip()).matches());
        }
    }
}
