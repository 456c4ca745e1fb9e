package soar.darktrace.web;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections each {@linkplain AddressBlock address} has open. There is an entry for each open connection at most.
 */
final class ConnectionCount {

    private static final Logger log = LoggerFactory.getLogger(ConnectionCount.class);
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
            InetAddress counted = AddressBlock.of(remote.getAddress());
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
}
