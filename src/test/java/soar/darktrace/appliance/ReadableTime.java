package soar.darktrace.appliance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in the form that people read: {@code 2020-02-18 15:02:04}, in UTC. */
final class ReadableTime {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private ReadableTime() {}

    static String of(Instant time) {
        return FORM.format(time);
    }

    static String of(long millis) {
        return of(Instant.ofEpochMilli(millis));
    }
}
