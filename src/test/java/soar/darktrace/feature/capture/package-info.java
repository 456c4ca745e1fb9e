@NullMarked
package soar.darktrace.feature.capture;

import org.jspecify.annotations.NullMarked;
