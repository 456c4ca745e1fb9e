package soar.darktrace.appliance;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time span of a query in epoch milliseconds, both ends included. */
record TimeWindow(long start, long end) {

    static TimeWindow of(Call call) {
        return new TimeWindow(
                call.number("starttime").or(() -> time(call, "from")).orElse(Long.MIN_VALUE),
                call.number("endtime").or(() -> time(call, "to")).orElse(Long.MAX_VALUE));
    }

    boolean contains(long time) {
        return start <= time && time <= end;
    }

    private static Optional<Long> time(Call call, String parameter) {
        return call.text(parameter).map(text -> {
            try {
                String iso = text.replace(' ', 'T').replaceFirst("Z$", "");
                return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
            } catch (DateTimeException e) {
                throw new InputError(parameter + " is not a time");
            }
        });
    }
}
