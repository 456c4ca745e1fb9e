/**
 * Commands for packet captures: what devices really sent, which Darktrace keeps for a while. Statistics of traffic live
 * elsewhere.
 */
@NullMarked
package soar.darktrace.feature.capture;

import org.jspecify.annotations.NullMarked;
