package soar.darktrace.network;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An IP address, or a network such as {@code 10.0.0.0/8}. */
public final class Network {

    private static final int ANY_PORT = 0;

    private final IpSubnetFilterRule rule;

    private Network(IpSubnetFilterRule rule) {
        this.rule = rule;
    }

    /** Parses an address or network, IPv4 or IPv6; empty if the text is neither. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        InetAddress ip = address(slash < 0 ? text : text.substring(0, slash));
        if (ip == null) {
            return Optional.empty();
        }
        int bits = ip.getAddress().length * Byte.SIZE;
        try {
            int prefixLength = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            return Optional.of(new Network(new IpSubnetFilterRule(ip, prefixLength, IpFilterRuleType.ACCEPT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the network contains an address; false if the text is not an address. */
    public boolean contains(String address) {
        InetAddress ip = address(address);
        return ip != null && rule.matches(new InetSocketAddress(ip, ANY_PORT));
    }

    private static @Nullable InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }
}
