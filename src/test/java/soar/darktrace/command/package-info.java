@NullMarked
package soar.darktrace.command;

import org.jspecify.annotations.NullMarked;
