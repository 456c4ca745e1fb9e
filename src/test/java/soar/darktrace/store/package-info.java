@NullMarked
package soar.darktrace.store;

import org.jspecify.annotations.NullMarked;
