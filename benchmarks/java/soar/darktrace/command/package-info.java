/** Benchmarks of what this package keeps to itself. */
@NullMarked
package soar.darktrace.command;

import org.jspecify.annotations.NullMarked;
