package soar.darktrace.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.web.server.ServerWebExchange;

/**
 * What counts as one address: one of IPv4, or all of IPv6 with the same first 64 bits, since whoever has one of these has all
 * of them.
 */
final class AddressBlock {

    private static final int IPV6_BYTES = 16;
    private static final int BLOCK_BYTES = 8;

    private AddressBlock() {}

    static InetAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length < IPV6_BYTES) {
            return address;
        }
        Arrays.fill(bytes, BLOCK_BYTES, IPV6_BYTES, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }

    /** That of whoever sent a request, as {@link CallerFilter#address} knows it. */
    static String of(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? String.valueOf(CallerFilter.address(exchange))
                : of(remote.getAddress()).getHostAddress();
    }
}
