package soar.darktrace.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;

/**
 * What a reader of incidents asks for.
 *
 * @param after where it is; null for the oldest incident that is left
 * @param limit how many incidents it takes at once
 * @param filter of which instance, and what happened to them
 * @param patience how long to wait for an incident where there is none
 * @param last with how many of the newest events to begin where there is no cursor; 0 for the oldest that is left
 */
record IncidentQuery(@Nullable Cursor after, int limit, EventFilter filter, Duration patience, int last) {

    static final String AFTER = "after";
    static final String LIMIT = "limit";
    static final String INSTANCE = "instance";
    static final String KINDS = "kinds";
    static final String WAIT = "wait";
    static final String LAST = "last";

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;
    private static final int LONGEST_WAIT = 60;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})s?");

    /** Reads the query of a request, refusing by name what is none of these or has a wrong value. */
    static IncidentQuery of(
            MultiValueMap<String, String> parameters, Set<String> known, DarktraceInstances instances, Caller caller) {
        RequestParameters given = RequestParameters.of("The list of incidents", parameters, known);
        String after = given.one(AFTER);
        String limit = given.one(LIMIT);
        String wait = given.one(WAIT);
        String last = given.one(LAST);
        return new IncidentQuery(
                after == null ? null : Cursor.of(AFTER, after),
                limit == null ? DEFAULT_LIMIT : number(LIMIT, limit),
                new EventFilter(instance(given.one(INSTANCE), instances, caller), kinds(given.one(KINDS))),
                wait == null ? Duration.ZERO : wait(wait),
                last == null ? 0 : number(LAST, last));
    }

    IncidentQuery startingAt(Cursor start) {
        return new IncidentQuery(start, limit, filter, patience, 0);
    }

    private static int number(String parameter, String text) {
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST) {
            throw RequestParameters.invalid(parameter, "must be a whole number from 1 to " + MOST);
        }
        return number;
    }

    private static Set<EventKind> kinds(@Nullable String text) {
        if (text == null) {
            return EventFilter.CREATED_ONLY;
        }
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(kind -> EventKind.of(kind)
                        .orElseThrow(() -> RequestParameters.invalid(
                                KINDS,
                                "must be one or more of " + String.join(", ", EventKind.texts())
                                        + ", separated by commas")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Duration wait(String text) {
        Matcher seconds = SECONDS.matcher(text);
        int wait = seconds.matches() ? Integer.parseInt(seconds.group(1)) : Integer.MAX_VALUE;
        if (wait > LONGEST_WAIT) {
            throw RequestParameters.invalid(WAIT, "must be from 0s to " + LONGEST_WAIT + "s, such as 30s");
        }
        return Duration.ofSeconds(wait);
    }

    private static @Nullable String instance(@Nullable String name, DarktraceInstances instances, Caller caller) {
        if (name == null) {
            caller.requireEveryInstance();
            return null;
        }
        caller.requireInstance(name);
        if (instances.find(name).isEmpty()) {
            throw new CommandException(
                    Reason.UNKNOWN_INSTANCE,
                    "No instance is named " + name
                            + Nearest.sentence(
                                    name,
                                    instances.names().stream()
                                            .filter(caller::mayUse)
                                            .toList()));
        }
        return name;
    }
}
