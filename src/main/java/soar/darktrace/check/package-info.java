/**
 * What lies outside of this process and is named by the configuration, as {@code check-config} looks at it. How to look at a
 * thing is said beside its settings; this package depends on no other.
 */
@NullMarked
package soar.darktrace.check;

import org.jspecify.annotations.NullMarked;
