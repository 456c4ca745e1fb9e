/**
 * IP ranges, proxies, waiting times of servers, and the one hardened HTTP client that {@code client} and {@code
 * delivery} build on. What is sent does not live here.
 */
@NullMarked
package soar.darktrace.network;

import org.jspecify.annotations.NullMarked;
