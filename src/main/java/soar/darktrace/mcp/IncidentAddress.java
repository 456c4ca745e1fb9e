package soar.darktrace.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import soar.darktrace.incident.IncidentEvent;

/** The address of an incident as a resource. */
record IncidentAddress(String instance, String source, String id) {

    /** Of all incidents. */
    static final String ALL = "darktrace://incidents";

    static final String TEMPLATE = ALL + "/{instance}/{source}/{id}";

    private static final Pattern FORM =
            Pattern.compile("darktrace://incidents/([^/]{1,300})/([^/]{1,100})/([^/]{1,900})");

    static IncidentAddress of(IncidentEvent event) {
        return new IncidentAddress(event.instance(), event.source(), event.externalId());
    }

    /** What {@link #text} wrote; empty for anything else. */
    static Optional<IncidentAddress> of(String text) {
        Matcher form = FORM.matcher(text);
        try {
            return form.matches()
                    ? Optional.of(
                            new IncidentAddress(decoded(form.group(1)), decoded(form.group(2)), decoded(form.group(3))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String text() {
        return ALL + "/" + encoded(instance) + "/" + encoded(source) + "/" + encoded(id);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8).replace("+", "%20");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }
}
