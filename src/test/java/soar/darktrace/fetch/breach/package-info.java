@NullMarked
package soar.darktrace.fetch.breach;

import org.jspecify.annotations.NullMarked;
