@NullMarked
package soar.darktrace.feature.email;

import org.jspecify.annotations.NullMarked;
