package soar.darktrace;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the connector. */
@SpringBootApplication
public class DarktraceConnectorApplication {

    public static void main(String[] args) {
        SpringApplication.run(DarktraceConnectorApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
