@NullMarked
package soar.darktrace.feature.network;

import org.jspecify.annotations.NullMarked;
