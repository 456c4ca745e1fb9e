/**
 * The policy of each instance: allowed kinds and durations of actions, protected devices. It changes nothing itself.
 */
@NullMarked
package soar.darktrace.policy;

import org.jspecify.annotations.NullMarked;
