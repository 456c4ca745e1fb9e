package soar.darktrace.web;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/**
 * Writes log lines behind the requests that they are about. A console may be a pipe that is read slowly, and whoever waits
 * for it on an event loop holds up all connections of that loop. It stands between the root logger and the appenders that
 * Spring Boot made, whatever they write, and only while the server runs: lines of the start and of the end of a stop are
 * written at once.
 *
 * <p>No line is left out: where the queue is full, requests wait for the console as they would without it, and a stop
 * writes what waits. Only the end of the process without a stop loses it.
 */
@Component
@ConditionalOnWebApplication
@EnableConfigurationProperties(LogQueue.Settings.class)
class LogQueue implements SmartLifecycle {

    /**
     * The queue.
     *
     * @param queue how many lines may wait; none where each is written at once
     */
    @Validated
    @ConfigurationProperties("connector.log")
    record Settings(
            @DefaultValue("8192")
            @PositiveOrZero(message = "must be 0 to 1000000")
            @Max(value = 1_000_000, message = "must be 0 to 1000000")
            int queue) {}

    private static final String NAME = "log-queue";

    /** Lines are written together: to wake the writer for each costs a busy service more than the line itself. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** How long a stop waits at most for a console that nobody reads. */
    private static final Duration LAST_LINES = Duration.ofSeconds(10);

    /** After what time a request that waits for the queue looks whether somebody still writes. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Logger root;
    private final int size;
    private @Nullable Queue queue;

    @Autowired
    LogQueue(Settings settings) {
        this((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME), settings.queue());
    }

    LogQueue(Logger root, int size) {
        this.root = root;
        this.size = size;
    }

    @Override
    public void start() {
        if (size > 0 && root.getAppender(NAME) == null) {
            List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
            root.iteratorForAppenders().forEachRemaining(appenders::add);
            queue = new Queue(appenders, size);
            queue.setName(NAME);
            queue.setContext(root.getLoggerContext());
            queue.start();
            root.addAppender(queue);
            appenders.forEach(root::detachAppender);
        }
    }

    @Override
    public void stop() {
        if (queue != null) {
            queue.appenders.forEach(root::addAppender);
            root.detachAppender(queue);
            queue.stop();
            queue = null;
        }
    }

    @Override
    public boolean isRunning() {
        return queue != null;
    }

    /** The first to start and the last to stop. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** Logback's own asynchronous appender wakes its writer for each line, and ends with the appenders behind it. */
    private static final class Queue extends UnsynchronizedAppenderBase<ILoggingEvent> {

        private final List<Appender<ILoggingEvent>> appenders;
        private final BlockingQueue<ILoggingEvent> lines;
        private final Thread writer = new Thread(this::write, NAME);
        private volatile boolean isStopping;
        private volatile boolean hasEnded;

        Queue(List<Appender<ILoggingEvent>> appenders, int size) {
            this.appenders = appenders;
            this.lines = new LinkedBlockingQueue<>(size);
            writer.setDaemon(true);
        }

        @Override
        public void start() {
            super.start();
            writer.start();
        }

        @Override
        protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing();
            if (Thread.currentThread() == writer) {
                // An appender that logs itself would wait for itself where the queue is full.
                write(line);
                return;
            }
            try {
                boolean waits = false;
                while (!waits && !hasEnded) {
                    waits = lines.offer(line, LOOK.toMillis(), MILLISECONDS);
                }
                if (!waits) {
                    write(line);
                } else if (hasEnded) {
                    writeAll();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                write(line);
            }
        }

        private void write() {
            try {
                while (!isStopping) {
                    write(lines.take());
                    writeAll();
                    Thread.sleep(PAUSE.toMillis());
                }
            } catch (InterruptedException e) {
                // The end of a stop.
            } finally {
                // In this order: whoever puts a line after the last look at the queue sees that it has to write it.
                hasEnded = true;
                writeAll();
            }
        }

        private void writeAll() {
            List<ILoggingEvent> waiting = new ArrayList<>();
            lines.drainTo(waiting);
            waiting.forEach(this::write);
        }

        private void write(ILoggingEvent line) {
            for (Appender<ILoggingEvent> appender : appenders) {
                try {
                    appender.doAppend(line);
                } catch (Throwable e) {
                    // An error too: without the writer, every request would wait for the queue.
                    addError("A line could not be written to " + appender.getName(), e);
                }
            }
        }

        /** Takes lines further on: one that is on its way here while the queue is taken out is written at once. */
        @Override
        public void stop() {
            isStopping = true;
            writer.interrupt();
            try {
                writer.join(LAST_LINES.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
