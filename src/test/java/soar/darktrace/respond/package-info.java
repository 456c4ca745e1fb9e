@NullMarked
package soar.darktrace.respond;

import org.jspecify.annotations.NullMarked;
