/**
 * What all failures have in common, suggestions for misspelt names, and rules for settings. It depends on no other package.
 */
@NullMarked
package soar.darktrace.failure;

import org.jspecify.annotations.NullMarked;
