/** Whether an instance works: XSOAR's Test button. What the appliance has seen lives in the other features. */
@NullMarked
package soar.darktrace.feature.status;

import org.jspecify.annotations.NullMarked;
