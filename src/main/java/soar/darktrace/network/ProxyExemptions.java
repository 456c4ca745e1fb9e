package soar.darktrace.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The targets that are reached without a proxy, as {@code no_proxy} lists them: host names (which cover their
 * subdomains), IP addresses, networks such as {@code 10.0.0.0/8}, each with an optional {@code :port}, or {@code *} for
 * all. Names are not resolved, so an address or network covers only a target that is written as an address.
 */
record ProxyExemptions(List<Entry> entries) {

    private static final Pattern ENTRY =
            Pattern.compile("\\[(?<ipv6>[^]]*)](?::(?<ipv6port>.*))?|(?<host>[^:]*):(?<port>[^:]*)|(?<bare>.*)");

    ProxyExemptions {
        entries = List.copyOf(entries);
    }

    /** Parses the value of a variable. Its name is only used in the message of the exception. */
    static ProxyExemptions parse(String variable, String list) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String item : list.strip().split("[\\s,]+", -1)) {
            number++;
            try {
                if (!item.isEmpty()) {
                    entries.add(Entry.parse(item));
                }
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException("Entry " + number + " of the environment variable " + variable
                        + " cannot be read: write a host name, an IP address or a network such as 10.0.0.0/8,"
                        + " each with or without :port.");
            }
        }
        return new ProxyExemptions(entries);
    }

    /**
     * Whether a target is reached without a proxy.
     *
     * @param host as in a URI: a name or an IP address, an IPv6 one in brackets
     */
    boolean cover(String host, int port) {
        String name = canonical(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        return entries.stream().anyMatch(entry -> entry.covers(name, port));
    }

    private static String canonical(String host) {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        return lowerCase.endsWith(".") ? lowerCase.substring(0, lowerCase.length() - 1) : lowerCase;
    }

    /**
     * One item of the list.
     *
     * @param domain the name without leading dot or wildcard, or {@code *} for all hosts
     * @param network empty if the item is a name
     * @param port 0 for any
     */
    private record Entry(String domain, Optional<Network> network, int port) {

        private static final int ANY_PORT = 0;

        static Entry parse(String item) {
            Matcher parts = ENTRY.matcher(item);
            if (!parts.matches()) {
                throw new IllegalArgumentException();
            }
            if (parts.group("ipv6") != null) {
                return of(parts.group("ipv6"), parts.group("ipv6port"));
            }
            return parts.group("host") != null ? of(parts.group("host"), parts.group("port")) : of(item, null);
        }

        private static Entry of(String host, @Nullable String port) {
            int number = port == null ? ANY_PORT : Integer.parseInt(port);
            String domain = canonical(host.replaceFirst("^\\*?\\.", ""));
            if (domain.isEmpty() || (port != null && (number < 1 || number > 65535))) {
                throw new IllegalArgumentException();
            }
            return new Entry(domain, network(host), number);
        }

        /** Empty if the host is a name, neither an address nor a network. */
        private static Optional<Network> network(String host) {
            Optional<Network> network = Network.parse(host);
            if (network.isEmpty() && host.contains("/")) {
                throw new IllegalArgumentException();
            }
            return network;
        }

        boolean covers(String host, int targetPort) {
            if (port != ANY_PORT && port != targetPort) {
                return false;
            }
            if (network.isPresent()) {
                return network.get().contains(host);
            }
            boolean isName = Network.parse(host).isEmpty();
            return domain.equals("*") || (isName && (host.equals(domain) || host.endsWith("." + domain)));
        }
    }
}
