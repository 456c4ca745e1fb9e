/**
 * When and what Darktrace is asked for new incidents: cursor, windows, schedule, look back, and the commands for them. What
 * an incident is and how it is stored lives in {@code incident}.
 */
@NullMarked
package soar.darktrace.fetch;

import org.jspecify.annotations.NullMarked;
