package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogQueueTest {

    /** A console that is not read until somebody reads it. */
    private static final class Console extends AppenderBase<ILoggingEvent> {

        private final CountDownLatch read = new CountDownLatch(1);
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            try {
                read.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (line.getMessage().equals("fatal")) {
                throw new StackOverflowError("in the console");
            }
            lines.add(line.getFormattedMessage() + line.getMDCPropertyMap() + line.getKeyValuePairs());
        }
    }

    private final LoggerContext context = new LoggerContext();
    private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Console console = new Console();

    @BeforeEach
    void attachTheConsole() {
        context.setMDCAdapter((LogbackMDCAdapter) MDC.getMDCAdapter());
        console.setContext(context);
        console.start();
        root.addAppender(console);
    }

    @AfterEach
    void stop() {
        console.read.countDown();
        context.stop();
    }

    @Test
    void aConsoleThatNobodyReadsHoldsUpNoRequestAndLinesKeepWhatTheyWereLoggedWith() {
        LogQueue queue = new LogQueue(root, 16);
        queue.start();

        MDC.put("correlation_id", "42");
        root.atInfo().addKeyValue("outcome", "ok").log("{} on {}", "a command", "main");
        MDC.remove("correlation_id");

        assertThat(console.lines).isEmpty();
        console.read.countDown();
        await().untilAsserted(() ->
                assertThat(console.lines).containsExactly("a command on main{correlation_id=42}[outcome=\"ok\"]"));
        queue.stop();
    }

    @Test
    void noLineIsLeftOutWhereTheQueueIsFullNorByAStop() {
        LogQueue queue = new LogQueue(root, 16);
        queue.start();
        CompletableFuture<Void> requests =
                CompletableFuture.runAsync(() -> IntStream.range(0, 1000).forEach(i -> root.info("{}", i)));
        assertThat(requests).isNotDone();

        console.read.countDown();
        requests.join();
        queue.stop();
        root.info("at once");

        assertThat(console.lines).hasSize(1001).endsWith("999{}null", "at once{}null");
        assertThat(root.isAttached(console)).isTrue();
    }

    @Test
    void aLineThatCannotBeWrittenHoldsUpNoneOfTheOthers() {
        console.read.countDown();
        LogQueue queue = new LogQueue(root, 16);
        queue.start();

        root.info("fatal");
        CompletableFuture<Void> requests =
                CompletableFuture.runAsync(() -> IntStream.range(0, 100).forEach(i -> root.info("{}", i)));

        assertThat(requests).succeedsWithin(Duration.ofSeconds(20));
        queue.stop();
        assertThat(console.lines).hasSize(100).endsWith("99{}null");
    }

    @Test
    void aLineThatReachesTheQueueAsItIsTakenOutIsWrittenAtOnce() {
        console.read.countDown();
        LogQueue queue = new LogQueue(root, 16);
        queue.start();
        Appender<ILoggingEvent> entered = root.getAppender("log-queue");
        queue.stop();

        for (int i = 0; i < 40; i++) {
            entered.doAppend(new LoggingEvent("", root, Level.INFO, "late", null, null));
        }

        assertThat(console.lines).hasSize(40).containsOnly("late{}null");
    }

    @Test
    void withoutAQueueEachLineIsWrittenAtOnce() {
        console.read.countDown();
        LogQueue none = new LogQueue(root, 0);
        none.start();

        root.info("at once");

        assertThat(console.lines).containsExactly("at once{}null");
        assertThat(none.isRunning()).isFalse();
    }
}
