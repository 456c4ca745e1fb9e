/**
 * What stands around the connector under HTTP load: an appliance that is never the bottleneck, and a bare forwarder.
 * Not below {@code soar.darktrace}, where the connector looks for its own parts.
 */
@NullMarked
package soar.load;

import org.jspecify.annotations.NullMarked;
