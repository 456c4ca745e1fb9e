@NullMarked
package soar.darktrace.status;

import org.jspecify.annotations.NullMarked;
