/** The test of an instance, as XSOAR's Test button runs it. */
@NullMarked
package soar.darktrace.feature.status;

import org.jspecify.annotations.NullMarked;
