/**
 * What every failure has in common, and what somebody who misspelt a name probably meant. It knows nothing above
 * it.
 */
@NullMarked
package soar.darktrace.failure;

import org.jspecify.annotations.NullMarked;
