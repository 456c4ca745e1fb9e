@NullMarked
package soar.darktrace.api;

import org.jspecify.annotations.NullMarked;
