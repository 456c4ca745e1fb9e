/**
 * Model breaches as a source of incidents: what Darktrace is asked, which breaches are wanted, and the incident that each
 * becomes. Cursor, schedule and look back live in {@code fetch}.
 */
@NullMarked
package soar.darktrace.fetch.breach;

import org.jspecify.annotations.NullMarked;
