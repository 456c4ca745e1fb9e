/**
 * RESPOND (Antigena): reading, confirming, extending, clearing and creating actions against devices, and the guard rails
 * around them. What devices are and do otherwise lives elsewhere.
 */
@NullMarked
package soar.darktrace.respond;

import org.jspecify.annotations.NullMarked;
