package soar.darktrace;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the connector. */
@SpringBootApplication
public class DarktraceConnectorApplication {

    private DarktraceConnectorApplication() {}

    public static void main(String[] args) {
        SpringApplication.run(DarktraceConnectorApplication.class, args);
    }
}
