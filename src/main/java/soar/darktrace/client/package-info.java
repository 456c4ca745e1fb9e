/**
 * The signed transport: what an instance is and how a request reaches its appliance and comes back. No single endpoint
 * lives here and nothing that knows a command.
 */
@NullMarked
package soar.darktrace.client;

import org.jspecify.annotations.NullMarked;
