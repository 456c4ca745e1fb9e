/** What comes in and what goes out of the mirror, against the running connector and the simulated appliance. */
@NullMarked
package soar.darktrace.mirror;

import org.jspecify.annotations.NullMarked;
