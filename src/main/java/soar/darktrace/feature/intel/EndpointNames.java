package soar.darktrace.feature.intel;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import soar.darktrace.api.WatchedEndpoint;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** What callers write for a domain, host, IP address or range. */
final class EndpointNames {

    private static final int LONGEST = 253;

    /** With a dot: whoever watches {@code com} watches all below. The last part is a word, or it would be an odd address. */
    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f:.]+(?:/[0-9]{1,3})?");

    private EndpointNames() {}

    /** In lower case, each once; a {@link CommandException} names the first that is none. */
    static List<String> checked(List<String> written) {
        return written.stream().map(EndpointNames::checked).distinct().toList();
    }

    private static String checked(String written) {
        String name = written.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        boolean isAddress = ADDRESS.matcher(name).matches() && WatchedEndpoint.isAddressOrRange(name);
        if (!isAddress && (name.length() > LONGEST || !HOST.matcher(name).matches())) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    "endpoints",
                    "endpoints must be IP addresses, ranges such as 198.51.100.0/24, or names with a dot such as"
                            + " bad.example.com (in their xn-- form where they are international), but one is "
                            + written.substring(0, Math.min(written.length(), LONGEST)) + ".");
        }
        return name;
    }
}
