/**
 * From model breaches to incidents: the fetch step, its schedule, and the store that makes each breach one incident. How
 * incidents reach their receivers lives in {@code delivery}; the pull endpoints live in {@code web}.
 */
@NullMarked
package soar.darktrace.incident;

import org.jspecify.annotations.NullMarked;
