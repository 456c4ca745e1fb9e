package soar.darktrace.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of one feature, or of this service itself, in the order in which lists and documents have them. */
public enum Family {
    ANALYST(
            "AI Analyst",
            "Incident events and their groups: search, read, comment, acknowledge, pin; investigations, statistics, the"
                    + " report."),
    BREACH("Model breaches", "Search, read, comment, acknowledge; the connections behind a breach."),
    RESPOND("RESPOND", "Actions against devices: read, create, confirm, extend, clear."),
    DEVICE(
            "Devices",
            "Devices, subnets and external endpoints: search, read, update; connections, events, similar devices."),
    TAG("Tags", "List, create, delete; put them on devices and credentials, take them off."),
    INTEL("Watched domains", "Domains, hosts and addresses that Darktrace watches: list, add, remove."),
    MODEL("Models", "What Darktrace looks for: models, their components, filters, metrics, enums."),
    SEARCH("Advanced search", "The logs of Darktrace's probes: search, analysis, graph."),
    CAPTURE("Packet captures", "Create, list, download."),
    NETWORK("Network", "Traffic in numbers: who talks to whom, time series, statistics; known vulnerabilities."),
    EMAIL("E-mail", "Emails of Darktrace/EMAIL: search, read, hold, release, download; tags, links."),
    STATUS("Status", "How the appliance fares, and the test of the connection to it."),
    SERVICE("This service", "The connector itself: fetching, delivery to sinks, help.");

    private static final Pattern FEATURE = Pattern.compile("\\.feature\\.(\\w+)");

    private final String title;
    private final String about;

    Family(String title, String about) {
        this.title = title;
        this.about = about;
    }

    static Family of(Class<?> handler) {
        Matcher feature = FEATURE.matcher(handler.getPackageName());
        if (!feature.find()) {
            return SERVICE;
        }
        return Stream.of(values())
                .filter(family -> family.toString().equals(feature.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Add the feature " + feature.group(1) + " to Family, for its heading"));
    }

    /** Its heading, in the words of an analyst. */
    public String title() {
        return title;
    }

    /** What its commands are for, in a line. */
    public String about() {
        return about;
    }

    /** The name of its feature, or {@code service} for what is no feature; part of addresses. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
