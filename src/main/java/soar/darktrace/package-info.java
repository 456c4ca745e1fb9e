/** The application's entry point. Everything else lives in the packages below. */
@NullMarked
package soar.darktrace;

import org.jspecify.annotations.NullMarked;
