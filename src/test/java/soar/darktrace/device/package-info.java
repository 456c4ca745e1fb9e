@NullMarked
package soar.darktrace.device;

import org.jspecify.annotations.NullMarked;
