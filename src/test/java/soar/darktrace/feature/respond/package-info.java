@NullMarked
package soar.darktrace.feature.respond;

import org.jspecify.annotations.NullMarked;
