package soar.darktrace.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What a process that runs one command creates. */
class NeededComponentsTest {

    @Test
    void everyCommandHasAllThatItNeeds() {
        Map<Set<String>, String> oneOfEachKind = new LinkedHashMap<>();
        DeclaredCommands.specs()
                .forEach(command -> oneOfEachKind.putIfAbsent(
                        DeclaredCommands.components(command.name()).stream()
                                .filter(type -> !CommandHandler.class.isAssignableFrom(type))
                                .map(Class::getName)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        command.name()));

        assertThat(oneOfEachKind.values()).hasSizeGreaterThan(5).allSatisfy(NeededComponentsTest::starts);
    }

    private static void starts(String command) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Clock.class, Clock::systemUTC);
            context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
            context.registerBean(
                    Validator.class,
                    () -> Validation.buildDefaultValidatorFactory().getValidator());
            context.register(DeclaredCommands.components(command).toArray(Class[]::new));
            context.refresh();
            assertThat(context.getBean(CommandCatalogue.class).spec(command).name())
                    .isEqualTo(command);
            assertThat(context.getBean(CommandDispatcher.class)).isNotNull();
        }
    }

    @Test
    void aCommandBringsNoOtherOneButThatWhichTellsAboutAll() {
        assertThat(DeclaredCommands.components("darktrace-get-breach"))
                .filteredOn(CommandHandler.class::isAssignableFrom)
                .hasSize(1);
        assertThat(DeclaredCommands.components("help"))
                .filteredOn(CommandHandler.class::isAssignableFrom)
                .hasSameSizeAs(DeclaredCommands.specs());
    }
}
