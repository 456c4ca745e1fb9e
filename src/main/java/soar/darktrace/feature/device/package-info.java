/**
 * Commands for devices and endpoints: identity, similar devices, connections and events. Model breaches and RESPOND
 * actions live elsewhere.
 */
@NullMarked
package soar.darktrace.feature.device;

import org.jspecify.annotations.NullMarked;
