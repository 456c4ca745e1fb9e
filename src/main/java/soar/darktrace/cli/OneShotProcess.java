package soar.darktrace.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.time.Duration;
import java.util.logging.LogManager;
import org.apache.commons.logging.impl.Slf4jLogFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.springframework.boot.logging.LoggingSystem;
import reactor.netty.http.HttpResources;

/**
 * What a process that runs one command does otherwise than a server. Its system properties must be set before the libraries
 * load.
 */
final class OneShotProcess {

    private static volatile boolean usesNetty;

    private OneShotProcess() {}

    static void prepare() {
        logNothing();
        startNothingUnused();
        Runtime.getRuntime().addShutdownHook(new Thread(OneShotProcess::endNetty, "end-of-netty"));
    }

    /**
     * For a process that makes the server's context. It has Logback, as a server has, but writes nothing of the start: what is
     * wrong is printed as a line. Unlike options, these leave it to the configuration which other settings of the log it has.
     */
    static void prepareServer() {
        System.setProperty("logging.threshold.console", "off");
        System.setProperty("logging.threshold.file", "off");
        System.setProperty("logging.config", "");
        // Of what fails before the log is set up, which sets this level anew.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        LogManager.getLogManager().reset();
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
    }

    /**
     * Without Spring Boot's logging system Logback uses its own default, which prints DEBUG. The bridges are named, since each
     * library would try several first, which costs more than the answer.
     */
    private static void logNothing() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty("org.apache.commons.logging.LogFactory", Slf4jLogFactory.class.getName());
        System.setProperty("org.jboss.logging.provider", "slf4j");
        System.setProperty("java.util.logging.config.class", Silence.class.getName());
    }

    /** Says that Netty is used from now on. If SLF4J logs nothing, Netty would look for another library. */
    static void useNetty() {
        usesNetty = true;
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }

    /** Java waits up to 300 ms for threads in native code before it ends, and a network thread always is, in its selector. */
    private static void endNetty() {
        if (usesNetty) {
            HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, Duration.ofSeconds(1))
                    .block();
        }
    }

    /** The configuration of java.util.logging, made by Java when something first logs there: no handler. */
    public static final class Silence {}

    /** Spring Boot would initialise a server's message converters, Netty its native transport and a thread per core. */
    private static void startNothingUnused() {
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        System.setProperty("reactor.netty.native", "false");
        System.setProperty("io.netty.transport.noNative", "true");
        System.setProperty("reactor.netty.ioWorkerCount", "1");
        System.setProperty("io.netty.jfr.enabled", "false");
    }
}
