package soar.darktrace.web;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** How long a stop waits at most for a console that nobody reads. */
    private static final Duration LAST_LINES = Duration.ofSeconds(10);

    private final Logger root;
    private final int size;
    private final List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    private @Nullable AsyncAppender queue;

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
        if (size == 0 || root.getAppender(NAME) != null) {
            return;
        }
        root.iteratorForAppenders().forEachRemaining(appenders::add);
        Behind behind = new Behind();
        behind.setContext(root.getLoggerContext());
        behind.start();
        AsyncAppender made = new AsyncAppender();
        made.setName(NAME);
        made.setContext(root.getLoggerContext());
        made.setQueueSize(size);
        made.setDiscardingThreshold(0);
        made.setMaxFlushTime((int) LAST_LINES.toMillis());
        made.addAppender(behind);
        made.start();
        root.addAppender(made);
        appenders.forEach(root::detachAppender);
        queue = made;
    }

    @Override
    public void stop() {
        if (queue != null) {
            root.detachAppender(queue);
            queue.stop();
            appenders.forEach(root::addAppender);
            appenders.clear();
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

    /** The end of the queue; the queue would stop what it ends in, which goes on here. */
    private final class Behind extends UnsynchronizedAppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent line) {
            for (Appender<ILoggingEvent> appender : appenders) {
                appender.doAppend(line);
            }
        }
    }
}
