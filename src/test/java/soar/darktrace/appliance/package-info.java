/**
 * A simulated Darktrace appliance for tests, demos and documentation: it checks signatures, keeps state and misbehaves
 * on demand. It knows Darktrace's API and nothing of the connector, so that it can judge the connector.
 */
@NullMarked
package soar.darktrace.appliance;

import org.jspecify.annotations.NullMarked;
