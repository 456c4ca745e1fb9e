/**
 * Commands for RESPOND (Antigena): reading, confirming, extending, clearing and creating actions against devices. The
 * guard rails live in {@code policy}.
 */
@NullMarked
package soar.darktrace.feature.respond;

import org.jspecify.annotations.NullMarked;
