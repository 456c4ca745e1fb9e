/**
 * What all that leaves this service has in common: the one hardened HTTP client that {@code client} and {@code delivery}
 * build on, proxies, IP ranges, {@code Retry-After}, JSON in ASCII, secrets. Requests and their meaning live above.
 */
@NullMarked
package soar.darktrace.network;

import org.jspecify.annotations.NullMarked;
