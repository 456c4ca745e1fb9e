package soar.darktrace.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;

/** Failures that come at the moment at which the caller leaves. */
@ExtendWith(OutputCaptureExtension.class)
class CommandRunTest {

    private final CommandAccount account = CommandAccount.begin(
            ObservationRegistry.NOOP,
            Context.empty(),
            new CommandAudit(
                    null,
                    Caller.ofThisMachine(null),
                    new CommandRequest("darktrace-acknowledge", Map.of(), null, null)));

    private void failAfterItsCallerLeft(Throwable failure) {
        AtomicReference<@Nullable Subscriber<? super Object>> work = new AtomicReference<>();
        Publisher<Object> underWay = subscriber -> {
            subscriber.onSubscribe(Operators.emptySubscription());
            work.set(subscriber);
        };
        CommandRun.of(Mono.fromDirect(underWay), account, new OpenChanges(new SimpleMeterRegistry()), null)
                .contextWrite(account::putInto)
                .subscribe()
                .dispose();
        requireNonNull(work.get()).onError(failure);
    }

    @Test
    void whatIsKnownIsNoErrorOfThisService(CapturedOutput output) {
        failAfterItsCallerLeft(new DarktraceException(Kind.RATE_LIMITED, "The caller stopped waiting."));

        assertThat(output.getAll())
                .containsOnlyOnce("cancelled in")
                .doesNotContain("ERROR", "onErrorDropped", "The caller stopped waiting.");
    }

    @Test
    void aFaultIsLoggedThoughNobodyIsTold(CapturedOutput output) {
        failAfterItsCallerLeft(new IllegalStateException("unexpected"));

        assertThat(output.getAll())
                .containsPattern("ERROR .* failed after it had ended: java.lang.IllegalStateException: unexpected")
                .contains("at soar.darktrace.command.CommandRunTest")
                .doesNotContain("onErrorDropped");
    }
}
