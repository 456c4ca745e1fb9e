/**
 * The database, its transactions, leases, the room on its disk, and work in the background. No type of what is
 * stored lives here.
 */
@NullMarked
package soar.darktrace.store;

import org.jspecify.annotations.NullMarked;
