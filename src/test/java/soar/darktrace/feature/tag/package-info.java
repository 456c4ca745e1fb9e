@NullMarked
package soar.darktrace.feature.tag;

import org.jspecify.annotations.NullMarked;
