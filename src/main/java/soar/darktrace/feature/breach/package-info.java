/**
 * Commands for model breaches: reading, searching, comments, acknowledgement. Devices and the fetching of incidents
 * live elsewhere.
 */
@NullMarked
package soar.darktrace.feature.breach;

import org.jspecify.annotations.NullMarked;
