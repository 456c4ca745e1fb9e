@NullMarked
package soar.darktrace.feature.analyst;

import org.jspecify.annotations.NullMarked;
