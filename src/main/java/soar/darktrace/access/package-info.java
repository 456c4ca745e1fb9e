/**
 * Who calls this service and what they may do: callers, roles, keys, and the audit of what they did. It knows neither
 * commands nor the way in (HTTP, terminal) by which they come.
 */
@NullMarked
package soar.darktrace.access;

import org.jspecify.annotations.NullMarked;
