/**
 * Commands for models and what they are written with: components, metrics, enums and types of filters. What breached them
 * lives elsewhere.
 */
@NullMarked
package soar.darktrace.feature.model;

import org.jspecify.annotations.NullMarked;
