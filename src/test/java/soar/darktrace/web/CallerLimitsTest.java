package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Caller;
import soar.darktrace.access.Role;

/** What one caller, and one address, may take of this service. */
class CallerLimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CallerLimits limits = new CallerLimits(new CallerLimits.Settings(3, 2, Duration.ofMinutes(5), 2));

    @Test
    void aCallerWhoAsksTooOftenIsToldToWaitAndNobodyElseIs() {
        AccessException refusal = refusalOfManyRequests(caller("busy"));

        assertThat(refusal.code()).isEqualTo("rate_limited");
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.details()).containsEntry("retry_after", 1L);
        assertThat(refusal).hasMessageContaining("busy").hasMessageContaining("requests-per-second-per-caller");
        assertThatCode(() -> limits.admit(caller("other"))).doesNotThrowAnyException();
    }

    /** A second may begin at any moment, so that more than three can pass. */
    private AccessException refusalOfManyRequests(Caller caller) {
        return catchThrowableOfType(AccessException.class, () -> {
            for (int i = 0; i < 1_000_000; i++) {
                limits.admit(caller);
            }
        });
    }

    @Test
    void whoeverUsesThisMachineIsNotLimited() {
        Caller caller = Caller.ofThisMachine("127.0.0.1");

        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        limits.admit(caller);
                        opened(caller);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aStreamThatEndsMakesRoomForAnother() {
        Caller caller = caller("reader");
        Disposable first = opened(caller);
        opened(caller);

        AccessException refusal = catchThrowableOfType(
                AccessException.class, () -> open(caller, Mono.never()).block(PATIENCE));
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal).hasMessageContaining("reader").hasMessageContaining("streams-per-caller");
        assertThat(refusal.details()).containsKey("retry_after");

        first.dispose();

        assertThat(open(caller, Mono.just("page")).block(PATIENCE)).isEqualTo("page");
        assertThat(open(caller, Mono.just("page")).block(PATIENCE)).isEqualTo("page");
    }

    private Disposable opened(Caller caller) {
        return open(caller, Mono.never()).subscribe();
    }

    private <T> Mono<T> open(Caller caller, Mono<T> stream) {
        return limits.open(stream).contextWrite(caller::putInto);
    }

    private static Caller caller(String id) {
        return new Caller(id, "10.1.2.3", Set.of(Role.READ), List.of("*"), List.of("*"));
    }

    @Test
    void aConnectionBeyondTheMostOfItsAddressIsClosed() {
        ConnectionCount count = new ConnectionCount(2);
        EmbeddedChannel first = connection(count, "10.1.2.3");
        EmbeddedChannel second = connection(count, "10.1.2.3");

        assertThat(connection(count, "10.1.2.3").isOpen()).isFalse();
        assertThat(connection(count, "10.1.2.4").isOpen()).isTrue();

        first.close().syncUninterruptibly();
        EmbeddedChannel third = connection(count, "10.1.2.3");
        assertThat(third.isOpen()).isTrue();

        second.close().syncUninterruptibly();
        third.close().syncUninterruptibly();
        assertThat(count.addresses()).isEqualTo(1);
    }

    @Test
    void addressesOfOneNetworkOfIpv6AreOne() {
        ConnectionCount count = new ConnectionCount(1);

        assertThat(connection(count, "2001:db8::1").isOpen()).isTrue();
        assertThat(connection(count, "2001:db8::ffff:1").isOpen()).isFalse();
        assertThat(connection(count, "2001:db8:0:1::1").isOpen()).isTrue();
    }

    private static EmbeddedChannel connection(ConnectionCount count, String address) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 40000);
            }
        };
        count.add(channel);
        channel.runPendingTasks();
        return channel;
    }
}
