/**
 * What all failures have in common, names that are misspelt or written with wildcards, and rules for settings. It depends on
 * no other package.
 */
@NullMarked
package soar.darktrace.failure;

import org.jspecify.annotations.NullMarked;
