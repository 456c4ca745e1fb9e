/**
 * Groups of AI Analyst's incident events as a source of incidents: what Darktrace is asked, which groups are wanted, and the
 * incident that each becomes and grows into. Cursor, schedule and look back live in {@code fetch}.
 */
@NullMarked
package soar.darktrace.fetch.analyst;

import org.jspecify.annotations.NullMarked;
