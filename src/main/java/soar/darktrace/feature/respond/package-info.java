/**
 * RESPOND (Antigena): reading, confirming, extending, clearing and creating actions against devices. The guard rails
 * around them live in {@code policy}; what devices are and do otherwise lives elsewhere.
 */
@NullMarked
package soar.darktrace.feature.respond;

import org.jspecify.annotations.NullMarked;
