package soar.darktrace.feature.respond;

import io.netty.util.NetUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/** One end of a connection: an IP address or a hostname. */
final class ConnectionEnd {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    /** Labels of letters, digits, hyphens and underscores; the last one is not a number, which would be half an address. */
    private static final Pattern HOSTNAME =
            Pattern.compile("(?=.{1,253}$)(?!.*(^|\\.)[0-9]+$)[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}_])?"
                    + "(\\.[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}_])?)*");

    private ConnectionEnd() {}

    /** The end as Darktrace takes it, without blanks and brackets; empty if it is neither. */
    static Optional<String> of(String text) {
        String end = text.strip();
        if (end.startsWith("[") && end.endsWith("]")) {
            return Optional.of(end.substring(1, end.length() - 1)).filter(ConnectionEnd::isIpv6);
        }
        return Optional.of(end)
                .filter(known -> isIpv6(known)
                        || IPV4.matcher(known).matches()
                        || HOSTNAME.matcher(known).matches());
    }

    /** Without brackets and zone. Nothing is looked up. */
    static boolean isIpv6(String text) {
        return text.matches("[0-9A-Fa-f:.]{2,45}") && NetUtil.isValidIpV6Address(text);
    }
}
