@NullMarked
package soar.darktrace.cli;

import org.jspecify.annotations.NullMarked;
