package soar.darktrace.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

class BlockingTest {

    @Test
    void aCallThatNobodyWaitsForAnyMoreIsNotInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        Disposable caller = Blocking.call(() -> {
                    begun.countDown();
                    try {
                        return finished.complete(cancelled.await(30, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        return finished.complete(false);
                    }
                })
                .subscribe();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        caller.dispose();
        cancelled.countDown();

        assertThat(finished.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFailureIsTheCallers() {
        StepVerifier.create(Blocking.call(() -> {
                    throw new java.io.IOException("no disk");
                }))
                .verifyErrorMessage("no disk");
    }
}
