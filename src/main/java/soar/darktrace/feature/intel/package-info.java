/**
 * Commands for watched domains, addresses and ranges: Darktrace's watched list.
 */
@NullMarked
package soar.darktrace.feature.intel;

import org.jspecify.annotations.NullMarked;
