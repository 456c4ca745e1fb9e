/**
 * Devices and the endpoints they talk to: who a device is, what it resembles, what it did. Model breaches and actions
 * against a device live elsewhere.
 */
@NullMarked
package soar.darktrace.feature.device;

import org.jspecify.annotations.NullMarked;
