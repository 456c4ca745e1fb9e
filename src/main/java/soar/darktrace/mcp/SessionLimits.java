package soar.darktrace.mcp;

import java.time.Duration;

/**
 * What a session has its end in.
 *
 * @param patience how long a person has for an answer
 * @param questions after so many another session takes its place, since the SDK keeps something of each until the session ends
 */
record SessionLimits(Duration patience, int questions) {

    static final SessionLimits DEFAULT = new SessionLimits(Duration.ofMinutes(2), 1000);
}
