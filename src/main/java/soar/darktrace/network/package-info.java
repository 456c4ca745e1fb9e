/**
 * IP ranges, proxies, {@code Retry-After}, and the one hardened HTTP client that {@code client} and {@code delivery}
 * build on. Requests and their meaning live above.
 */
@NullMarked
package soar.darktrace.network;

import org.jspecify.annotations.NullMarked;
