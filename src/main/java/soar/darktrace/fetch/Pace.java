package soar.darktrace.fetch;

import java.time.Duration;

/**
 * How late something may show up, and still be fetched.
 *
 * @param overlap how late by its creation time it may show up to be fetched with the next step
 * @param lookBack how long after its creation it may show up, or change, to be found by a look back; zero for no look back
 * @param lookBackEvery how long after a look back the next one is due
 */
public record Pace(Duration overlap, Duration lookBack, Duration lookBackEvery) {}
