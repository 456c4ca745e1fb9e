package soar.darktrace.network;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An IP address, or a network such as {@code 10.0.0.0/8}. */
public final class Network {

    private static final int ANY_PORT = 0;

    /** Bytes of an IPv4 address that is written as an IPv6 one: ten of 0, two of 255. */
    private static final int MAPPED = 12;

    private final IpSubnetFilterRule rule;
    private final byte[] address;
    private final int prefixLength;

    private Network(IpSubnetFilterRule rule, byte[] address, int prefixLength) {
        this.rule = rule;
        this.address = address;
        this.prefixLength = prefixLength;
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
            return Optional.of(new Network(
                    new IpSubnetFilterRule(ip, prefixLength, IpFilterRuleType.ACCEPT), ip.getAddress(), prefixLength));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the network contains an address; false if the text is not an address. */
    public boolean contains(String address) {
        InetAddress ip = address(address);
        return ip != null && rule.matches(new InetSocketAddress(ip, ANY_PORT));
    }

    /** Whether it is one address. */
    public boolean isAddress() {
        return prefixLength == address.length * Byte.SIZE;
    }

    /**
     * Whether any address is in both. An IPv4 address is the same however it is written, {@code 10.0.0.1} or
     * {@code ::ffff:10.0.0.1}.
     */
    public boolean overlaps(Network other) {
        byte[] mine = mapped(address);
        byte[] others = mapped(other.address);
        int bits = Math.min(mappedLength(), other.mappedLength());
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((mine[bit / Byte.SIZE] & mask) != (others[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** A text that is the same for the same addresses, however they are written. */
    public String canonical() {
        byte[] bytes = mapped(address).clone();
        for (int bit = mappedLength(); bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        return HexFormat.of().formatHex(bytes) + "/" + mappedLength();
    }

    private int mappedLength() {
        return address.length > Integer.BYTES ? prefixLength : prefixLength + MAPPED * Byte.SIZE;
    }

    private static byte[] mapped(byte[] address) {
        if (address.length > Integer.BYTES) {
            return address;
        }
        byte[] mapped = new byte[MAPPED + address.length];
        mapped[MAPPED - 2] = (byte) 0xff;
        mapped[MAPPED - 1] = (byte) 0xff;
        System.arraycopy(address, 0, mapped, MAPPED, address.length);
        return mapped;
    }

    private static @Nullable InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }
}
