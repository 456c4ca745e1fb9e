@NullMarked
package soar.darktrace.feature.device;

import org.jspecify.annotations.NullMarked;
