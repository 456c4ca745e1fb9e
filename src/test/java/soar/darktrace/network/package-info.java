@NullMarked
package soar.darktrace.network;

import org.jspecify.annotations.NullMarked;
