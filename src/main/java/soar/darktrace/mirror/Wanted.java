package soar.darktrace.mirror;

import java.time.Instant;

/**
 * What XSOAR wants to know of an incident.
 *
 * @param since the time up to which it knows everything
 * @param closes whether an acknowledgement closes its incident
 * @param reopens whether an acknowledgement that is taken back opens it again
 */
record Wanted(RemoteId id, Instant since, boolean closes, boolean reopens) {}
