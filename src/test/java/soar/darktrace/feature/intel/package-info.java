@NullMarked
package soar.darktrace.feature.intel;

import org.jspecify.annotations.NullMarked;
