@NullMarked
package soar.darktrace.policy;

import org.jspecify.annotations.NullMarked;
