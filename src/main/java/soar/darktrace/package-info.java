/** The application's entry point. Features live in the packages below and nothing else lives here. */
@NullMarked
package soar.darktrace;

import org.jspecify.annotations.NullMarked;
