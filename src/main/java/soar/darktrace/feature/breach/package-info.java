/**
 * Model breaches: reading one with its comments, acknowledging it. What Darktrace knows of devices and how incidents are
 * fetched live elsewhere.
 */
@NullMarked
package soar.darktrace.feature.breach;

import org.jspecify.annotations.NullMarked;
