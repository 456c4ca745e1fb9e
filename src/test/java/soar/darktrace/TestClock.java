package soar.darktrace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The one clock of a connector under test and of its appliance; it stands still unless it is told to move. */
public final class TestClock extends Clock {

    /** Where it stands at first. */
    public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private volatile Instant now = START;

    public void reset() {
        now = START;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Darktrace has UTC only");
    }
}
