@NullMarked
package soar.darktrace.access;

import org.jspecify.annotations.NullMarked;
