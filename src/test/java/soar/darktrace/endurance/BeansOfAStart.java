package soar.darktrace.endurance;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.DarktraceConnectorApplication;

/** Starts the connector in a process of its own and prints the names of its beans. */
final class BeansOfAStart {

    static final String MARK = "bean: ";

    private BeansOfAStart() {}

    public static void main(String... args) {
        SpringApplication application = new SpringApplication(DarktraceConnectorApplication.class);
        application.setMainApplicationClass(DarktraceConnectorApplication.class);
        ConfigurableApplicationContext context = application.run(args);
        Arrays.stream(context.getBeanDefinitionNames()).map(MARK::concat).forEach(System.out::println);
        System.exit(0);
    }
}
