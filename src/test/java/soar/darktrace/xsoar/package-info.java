@NullMarked
package soar.darktrace.xsoar;

import org.jspecify.annotations.NullMarked;
