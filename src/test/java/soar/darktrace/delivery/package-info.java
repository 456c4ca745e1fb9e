@NullMarked
package soar.darktrace.delivery;

import org.jspecify.annotations.NullMarked;
