/**
 * What an incident is, and the store that makes each one exist once. When and what Darktrace is asked lives in {@code fetch};
 * how incidents reach their receivers lives in {@code delivery} and {@code web}.
 */
@NullMarked
package soar.darktrace.incident;

import org.jspecify.annotations.NullMarked;
