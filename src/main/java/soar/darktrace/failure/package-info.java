/**
 * What all failures have in common, and suggestions for misspelt names. It depends on no other package.
 */
@NullMarked
package soar.darktrace.failure;

import org.jspecify.annotations.NullMarked;
