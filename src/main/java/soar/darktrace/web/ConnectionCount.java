package soar.darktrace.web;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections each address has open. There is an entry for each open connection at most. Whoever has one address
 * of IPv6 has all those with the same first 64 bits, so that these count together.
 */
final class ConnectionCount {

    private static final Logger log = LoggerFactory.getLogger(ConnectionCount.class);
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;
    private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    ConnectionCount(int most) {
        this.most = most;
    }

    /** Counts a connection until it is closed; closes it where its address has the most already. */
    // Of a close that failed there is nothing to do: the connection is gone.
    @SuppressWarnings("FutureReturnValueIgnored")
    void add(Channel connection) {
        if (connection.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress counted = network(remote.getAddress());
            int count = open.merge(counted, 1, Integer::sum);
            connection.closeFuture().addListener(closed -> remove(counted));
            if (count > most) {
                warn(counted);
                connection.close();
            }
        }
    }

    private void remove(InetAddress counted) {
        open.computeIfPresent(counted, (address, count) -> count == 1 ? null : count - 1);
    }

    int addresses() {
        return open.size();
    }

    private void warn(InetAddress address) {
        long now = System.nanoTime();
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + BETWEEN_WARNINGS)) {
            log.warn(
                    "{} has {} connections open, which is the most (connector.limits.connections-per-address): more are closed"
                            + " without an answer",
                    address.getHostAddress(),
                    most);
        }
    }

    private static InetAddress network(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length < IPV6_BYTES) {
            return address;
        }
        Arrays.fill(bytes, NETWORK_BYTES, IPV6_BYTES, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }
}
