package soar.darktrace.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.failure.Fulfils;
import soar.darktrace.failure.Wildcard;
import soar.darktrace.network.Network;
import tools.jackson.databind.JsonNode;

/**
 * The devices that must not be contained.
 *
 * @param dids Darktrace device IDs
 * @param ips IP addresses and networks ({@code 10.0.0.0/8}); any address of the device counts
 * @param hostnames hostnames, {@code *} and {@code ?} are wildcards
 * @param tags names of Darktrace tags, wildcards likewise
 */
record ProtectedDevices(
        @DefaultValue List<Long> dids,

        @DefaultValue @Fulfils(value = Networks.class, message = "must be IP addresses or networks such as 10.0.0.0/8")
        List<String> ips,

        @DefaultValue List<String> hostnames,
        @DefaultValue List<String> tags) {

    boolean isEmpty() {
        return dids.isEmpty() && ips.isEmpty() && hostnames.isEmpty() && tags.isEmpty();
    }

    /** Returns the property by which a device is protected; empty if it is not. */
    Optional<String> protection(JsonNode device) {
        return Stream.of(byDid(device), byAddress(device), byHostname(device), byTag(device))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> byDid(JsonNode device) {
        return DarktraceNumber.whole(device.path("did")).stream()
                .filter(dids::contains)
                .mapToObj(did -> "its did " + did)
                .findFirst();
    }

    private Optional<String> byAddress(JsonNode device) {
        List<Network> networks =
                ips.stream().map(Network::parse).flatMap(Optional::stream).toList();
        return Stream.concat(
                        Stream.of(device.path("ip")),
                        device.path("ips").valueStream().map(ip -> ip.isObject() ? ip.path("ip") : ip))
                .map(address -> address.asString(""))
                .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
                .map(address -> "its address " + address)
                .findFirst();
    }

    private Optional<String> byHostname(JsonNode device) {
        String hostname = device.path("hostname").asString("");
        return matches(hostnames, hostname) ? Optional.of("its hostname " + hostname) : Optional.empty();
    }

    /** A device without returned tags may have any. */
    private Optional<String> byTag(JsonNode device) {
        if (!tags.isEmpty() && !device.path("tags").isArray()) {
            return Optional.of("its tags, which Darktrace does not tell");
        }
        return device.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString(tag.asString("")))
                .filter(tag -> matches(tags, tag))
                .map(tag -> "its tag " + tag)
                .findFirst();
    }

    private static boolean matches(List<String> patterns, String text) {
        return patterns.stream().map(Wildcard::of).anyMatch(pattern -> pattern.matches(text));
    }

    /** IP addresses and networks. */
    static final class Networks implements Predicate<List<String>> {
        @Override
        public boolean test(List<String> texts) {
            return texts.stream().allMatch(text -> Network.parse(text).isPresent());
        }
    }
}
