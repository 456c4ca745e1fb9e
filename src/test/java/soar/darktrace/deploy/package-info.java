/** Tests of what {@code deploy} holds: the chart, alerts and the dashboard. */
@NullMarked
package soar.darktrace.deploy;

import org.jspecify.annotations.NullMarked;
