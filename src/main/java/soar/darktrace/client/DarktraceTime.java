package soar.darktrace.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Times between Darktrace, which counts milliseconds since 1970 (UTC), and people, who write dates or how long ago.
 * The years 1970 to 9999 are covered; what Darktrace sends is documented for {@code /modelbreaches}, field
 * {@code time}.
 */
public final class DarktraceTime {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final DateTimeFormatter ISO_MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter WRITTEN_DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .parseLenient()
            .appendOffset("+HH", "Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{9,10}");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{12,18}");
    private static final Pattern DATE_SPACE_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) +(\\d.*)");
    /** The short forms are those of Spring Boot's settings, and what people write. */
    private static final String UNIT = "(?:second|sec|minute|min|hour|hr|day|week)s?|[smhdw]";

    private static final Pattern AGO =
            Pattern.compile("(\\d{1,9})\\s*(" + UNIT + "|(?:month|year)s?)(\\s+ago)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,9})(?:\\s*(" + UNIT + "))?", Pattern.CASE_INSENSITIVE);

    private static final int SHOWN_LENGTH = 40;

    private DarktraceTime() {}

    /** Renders a time as {@code 2020-10-08T21:11:21.000Z}: UTC, always with three digits of milliseconds. */
    public static String iso(long epochMillis) {
        return ISO_MILLIS.format(Instant.ofEpochMilli(epochMillis));
    }

    /**
     * Renders a time of an answer, sent as a whole number or as a string of digits. Anything else is returned as
     * it is, and so is a number that is no time of the years 1970 to 9999, such as -1 for "never".
     */
    public static JsonNode iso(JsonNode epochMillis) {
        OptionalLong millis = millis(epochMillis);
        return millis.isPresent() ? StringNode.valueOf(iso(millis.getAsLong())) : epochMillis;
    }

    /** The same for the few endpoints whose times are epoch seconds. */
    public static JsonNode isoOfSeconds(JsonNode epochSeconds) {
        long seconds = epochSeconds.isString() ? digits(epochSeconds.stringValue()) : integral(epochSeconds);
        return seconds < FIRST.getEpochSecond() || seconds > LAST.getEpochSecond()
                ? epochSeconds
                : StringNode.valueOf(iso(seconds * 1000));
    }

    /** The same time in epoch milliseconds; nothing where it is none of the years 1970 to 9999. */
    public static OptionalLong millis(JsonNode epochMillis) {
        long millis = epochMillis.isString() ? digits(epochMillis.stringValue()) : integral(epochMillis);
        return millis < FIRST.toEpochMilli() || millis > LAST.toEpochMilli()
                ? OptionalLong.empty()
                : OptionalLong.of(millis);
    }

    /** A fraction or an exponent is no time that Darktrace sends. */
    private static long integral(JsonNode epochMillis) {
        return epochMillis.isIntegralNumber() ? DarktraceNumber.whole(epochMillis, -1) : -1;
    }

    /**
     * Reads a point in time as an analyst writes it: an ISO-8601 date with or without a time and an offset (UTC where
     * there is none), {@code YYYY-MM-DD HH:MM:SS} (UTC), epoch milliseconds (12 digits or more) or seconds (9 or 10),
     * {@code now}, or a span such as {@code 3 days} or {@code 1 month ago}, which always reaches back from now. Months
     * and years are those of the calendar in UTC.
     *
     * @throws DateTimeException with a sentence that lists the accepted forms
     */
    public static Instant parse(String text, Instant now) {
        String written = text.strip();
        Instant point = pointInTime(written, now);
        if (point.isBefore(FIRST) || point.isAfter(LAST)) {
            throw new DateTimeException(
                    "The time \"" + shown(written) + "\" is outside the years 1970 to 9999: write one inside.");
        }
        return point;
    }

    /** The form in which Darktrace takes a time in {@code starttime} and {@code endtime}: epoch milliseconds. */
    public static String query(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    /**
     * Reads a length of time: seconds as a number of up to nine digits, or a span such as {@code 10 minutes},
     * {@code 1 hour}, {@code 2 days} or {@code 1 week}. Months and years have no fixed length and are refused.
     *
     * @throws DateTimeException with a sentence that lists the accepted forms
     */
    public static Duration duration(String text) {
        String written = text.strip();
        Matcher span = DURATION.matcher(written);
        if (!span.matches()) {
            throw new DateTimeException("Cannot read \"" + shown(written)
                    + "\" as a length of time: write seconds as a number,"
                    + " or a number of seconds, minutes, hours, days or weeks, such as 10 minutes or 8h.");
        }
        long amount = Long.parseLong(span.group(1));
        return span.group(2) == null
                ? Duration.ofSeconds(amount)
                : unit(span.group(2)).getDuration().multipliedBy(amount);
    }

    private static Instant pointInTime(String written, Instant now) {
        if (written.equalsIgnoreCase("now")) {
            return now;
        }
        if (EPOCH_MILLIS.matcher(written).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(written));
        }
        if (EPOCH_SECONDS.matcher(written).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(written));
        }
        Matcher ago = AGO.matcher(written);
        if (ago.matches()) {
            return now.atZone(ZoneOffset.UTC)
                    .minus(Long.parseLong(ago.group(1)), unit(ago.group(2)))
                    .toInstant();
        }
        return date(written);
    }

    private static Instant date(String written) {
        try {
            TemporalAccessor date = WRITTEN_DATE.parseBest(
                    DATE_SPACE_TIME.matcher(written).replaceFirst("$1T$2"),
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from);
            if (date instanceof OffsetDateTime withOffset) {
                return withOffset.toInstant();
            }
            LocalDateTime local = date instanceof LocalDateTime dateTime ? dateTime : ((LocalDate) date).atStartOfDay();
            return local.toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException unreadable) {
            throw new DateTimeException("Cannot read \"" + shown(written)
                    + "\" as a time: write 2020-10-08T21:11:21Z, 2020-10-08 21:11:21 or 2020-10-08 (UTC unless an"
                    + " offset is given), epoch milliseconds (12 digits or more) or epoch seconds (9 or 10 digits), now,"
                    + " or how long ago, such as 30 minutes, 12 hours ago, 3 days, 2 weeks, 1 month or 1 year.");
        }
    }

    private static ChronoUnit unit(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower.length() > 1 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower) {
            case "second", "sec", "s" -> ChronoUnit.SECONDS;
            case "minute", "min", "m" -> ChronoUnit.MINUTES;
            case "hour", "hr", "h" -> ChronoUnit.HOURS;
            case "day", "d" -> ChronoUnit.DAYS;
            case "week", "w" -> ChronoUnit.WEEKS;
            case "month" -> ChronoUnit.MONTHS;
            default -> ChronoUnit.YEARS;
        };
    }

    private static long digits(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Long.parseLong(text);
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_LENGTH)) + "…";
    }
}
