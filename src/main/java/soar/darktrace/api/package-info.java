/**
 * Darktrace's API by resource: one interface of endpoints and one shape of answer for each, used by features and
 * sources. Commands do not live here.
 */
@NullMarked
package soar.darktrace.api;

import org.jspecify.annotations.NullMarked;
