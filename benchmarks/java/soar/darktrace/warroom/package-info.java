@NullMarked
package soar.darktrace.warroom;

import org.jspecify.annotations.NullMarked;
