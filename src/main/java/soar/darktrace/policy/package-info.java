/**
 * What may be done to what, for each instance: allowed kinds and durations, protected devices. It does nothing
 * itself.
 */
@NullMarked
package soar.darktrace.policy;

import org.jspecify.annotations.NullMarked;
