@NullMarked
package soar.darktrace;

import org.jspecify.annotations.NullMarked;
