/** Benchmarks of what this package keeps to itself. */
@NullMarked
package soar.darktrace.client;

import org.jspecify.annotations.NullMarked;
