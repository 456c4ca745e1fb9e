@NullMarked
package soar.darktrace.fetch.analyst;

import org.jspecify.annotations.NullMarked;
