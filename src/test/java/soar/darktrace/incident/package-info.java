@NullMarked
package soar.darktrace.incident;

import org.jspecify.annotations.NullMarked;
