package soar.darktrace.cli;

import java.util.logging.LogManager;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.springframework.boot.logging.LoggingSystem;

/** System properties for a process that runs one command. They must be set before the libraries load. */
final class OneShotProcess {

    private OneShotProcess() {}

    static void prepare() {
        logNothing();
        startNothingUnused();
    }

    /**
     * For a process that makes the server's context. It has Logback, as a server has, but writes nothing of the start: what is
     * wrong is printed as a line. Unlike options, these leave it to the configuration which other settings of the log it has.
     */
    static void prepareServer() {
        System.setProperty("logging.threshold.console", "off");
        System.setProperty("logging.threshold.file", "off");
        System.setProperty("logging.config", "");
        LogManager.getLogManager().reset();
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
    }

    /** Without Spring Boot's logging system Logback uses its own default, which prints DEBUG. */
    private static void logNothing() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        // If SLF4J logs nothing, Netty uses java.util.logging.
        LogManager.getLogManager().reset();
    }

    /** Spring Boot would initialise a server's message converters, Netty its native transport and a thread per core. */
    private static void startNothingUnused() {
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        System.setProperty("reactor.netty.native", "false");
        System.setProperty("reactor.netty.ioWorkerCount", "1");
        System.setProperty("io.netty.jfr.enabled", "false");
    }
}
