@NullMarked
package soar.darktrace.feature.status;

import org.jspecify.annotations.NullMarked;
