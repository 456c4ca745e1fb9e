@NullMarked
package soar.darktrace.breach;

import org.jspecify.annotations.NullMarked;
