/**
 * Push delivery: each sink takes the incidents out of the store at its own pace, in order and at least once, and the
 * clean-up removes what all have taken. What an incident is and how it is stored lives in {@code incident}.
 */
@NullMarked
package soar.darktrace.delivery;

import org.jspecify.annotations.NullMarked;
