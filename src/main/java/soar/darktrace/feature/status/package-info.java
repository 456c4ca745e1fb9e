/** How an instance and its appliance fare: the test of the instance, as XSOAR's Test button runs it, and the status. */
@NullMarked
package soar.darktrace.feature.status;

import org.jspecify.annotations.NullMarked;
