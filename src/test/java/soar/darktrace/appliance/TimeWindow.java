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

    /** The window of an endpoint that takes its times in pairs only; nothing where none is given. */
    static Optional<TimeWindow> paired(Call call) {
        boolean millis = isPair(call, "starttime", "endtime");
        boolean texts = isPair(call, "from", "to");
        return millis || texts ? Optional.of(of(call)) : Optional.empty();
    }

    /** Whether it has a moment in common with the time from one to before the other. */
    boolean overlaps(long from, long to) {
        return from <= end && start < to;
    }

    boolean contains(long time) {
        return start <= time && time <= end;
    }

    private static boolean isPair(Call call, String first, String second) {
        if (call.text(first).isPresent() != call.text(second).isPresent()) {
            throw new InputError(first + " and " + second + " go together");
        }
        return call.text(first).isPresent();
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
