@NullMarked
package soar.darktrace.fetch;

import org.jspecify.annotations.NullMarked;
