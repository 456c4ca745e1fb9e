/**
 * Commands for tags, and for the devices and credentials that have them.
 */
@NullMarked
package soar.darktrace.feature.tag;

import org.jspecify.annotations.NullMarked;
