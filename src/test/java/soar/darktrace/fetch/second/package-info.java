@NullMarked
package soar.darktrace.fetch.second;

import org.jspecify.annotations.NullMarked;
