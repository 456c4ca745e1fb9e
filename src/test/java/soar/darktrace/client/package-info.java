@NullMarked
package soar.darktrace.client;

import org.jspecify.annotations.NullMarked;
