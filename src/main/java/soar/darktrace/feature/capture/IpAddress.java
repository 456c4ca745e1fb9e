package soar.darktrace.feature.capture;

import io.netty.util.NetUtil;
import java.util.function.Predicate;

/** An IPv4 or IPv6 address, without brackets and zone. Nothing is looked up. */
final class IpAddress implements Predicate<String> {

    @Override
    public boolean test(String text) {
        return NetUtil.isValidIpV4Address(text)
                || (text.matches("[0-9A-Fa-f:.]{2,45}") && NetUtil.isValidIpV6Address(text));
    }
}
