@NullMarked
package soar.darktrace.feature.search;

import org.jspecify.annotations.NullMarked;
