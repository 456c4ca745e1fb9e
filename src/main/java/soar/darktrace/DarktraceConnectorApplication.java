package soar.darktrace;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import soar.darktrace.cli.WarRoomTerminal;

/** Starts the connector: one command where the arguments hold one, the server otherwise. */
@SpringBootApplication
public class DarktraceConnectorApplication {

    public static void main(String[] args) {
        if (WarRoomTerminal.isMeantBy(args)) {
            WarRoomTerminal.main(args);
        } else {
            SpringApplication.run(DarktraceConnectorApplication.class, args);
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
