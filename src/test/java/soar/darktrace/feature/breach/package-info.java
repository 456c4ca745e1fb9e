@NullMarked
package soar.darktrace.feature.breach;

import org.jspecify.annotations.NullMarked;
