package soar.darktrace.endurance;

import org.junit.jupiter.api.Tag;

/** The same with a real proxy, as {@code deploy/haproxy.cfg} sets it up. */
@Tag("endurance")
@Tag("at-length")
class TwoReplicasBehindHaproxyIT extends TwoReplicasIT {

    @Override
    ReplicaProxy proxy(Surroundings around, String first, String second) {
        return Haproxy.before(around.directory, first, second);
    }
}
