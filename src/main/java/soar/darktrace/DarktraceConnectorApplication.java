package soar.darktrace;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import soar.darktrace.cli.WarRoomTerminal;

/** Runs one command if the arguments contain one, else starts the server. */
@SpringBootApplication(proxyBeanMethods = false)
// Where Spring Boot looks for mix-ins of Jackson, of which there are none: else each start reads all classes, in 65 ms.
@AutoConfigurationPackage(basePackages = "soar.darktrace.none")
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
