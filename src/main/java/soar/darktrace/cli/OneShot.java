package soar.darktrace.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedGenericBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.DeclaredCommands;

/**
 * The application context of a single command: its own components, without the server and without other commands. It is not
 * a {@code @Configuration}, since the server's component scan would find it.
 */
@ImportAutoConfiguration({
    SslAutoConfiguration.class,
    HttpClientAutoConfiguration.class,
    ProjectInfoAutoConfiguration.class
})
class OneShot {

    /** Passed as arguments, they override a configuration that is shared with the server. */
    static final List<String> NO_SERVER =
            List.of("--spring.main.web-application-type=none", "--spring.main.banner-mode=off");

    static ConfigurableApplicationContext start(String command, List<String> options, ValidatorFactory validation) {
        OneShotProcess.useNetty();
        SpringApplication application = new SpringApplication(OneShot.class);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("validatorFactory", validation);
            register(DeclaredCommands.components(command), (BeanDefinitionRegistry) context.getBeanFactory());
        });
        application.setRegisterShutdownHook(false);
        String[] args = Stream.concat(NO_SERVER.stream(), options.stream()).toArray(String[]::new);
        try {
            return application.run(args);
        } catch (RuntimeException e) {
            throw new StartFailure(e);
        }
    }

    /** Created when they are asked for: what this very call does not touch costs nothing. */
    private static void register(Set<Class<?>> components, BeanDefinitionRegistry registry) {
        for (Class<?> component : components) {
            AnnotatedGenericBeanDefinition definition = new AnnotatedGenericBeanDefinition(component);
            definition.setLazyInit(true);
            registry.registerBeanDefinition(component.getName(), definition);
        }
    }

    /** Also creates the instances, so that a malformed proxy variable stops the start only here. */
    static CommandDispatcher dispatcher(BeanFactory context) {
        try {
            return context.getBean(CommandDispatcher.class);
        } catch (BeansException e) {
            throw new StartFailure(e);
        }
    }

    @Bean
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    static Validator validator(ValidatorFactory factory) {
        return factory.getValidator();
    }
}
