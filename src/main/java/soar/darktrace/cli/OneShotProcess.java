package soar.darktrace.cli;

import java.util.logging.LogManager;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.springframework.boot.logging.LoggingSystem;

/** What a process that lives for one command wants of its libraries; it must be said before they load. */
final class OneShotProcess {

    private OneShotProcess() {}

    static void prepare() {
        logNothing();
        startNothingUnused();
    }

    /** Without its logging system, Spring Boot leaves Logback to its own default, which prints DEBUG. */
    private static void logNothing() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        // Where SLF4J logs nothing, Netty turns to java.util.logging.
        LogManager.getLogManager().reset();
    }

    /** Spring Boot would warm up a server's message converters, Netty its native transport and a thread per core. */
    private static void startNothingUnused() {
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        System.setProperty("reactor.netty.native", "false");
        System.setProperty("reactor.netty.ioWorkerCount", "1");
        System.setProperty("io.netty.jfr.enabled", "false");
    }
}
