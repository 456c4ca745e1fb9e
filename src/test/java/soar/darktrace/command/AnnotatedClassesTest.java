package soar.darktrace.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** What the index of the distribution has. A server that lacks a component of it starts all the same, without its door. */
class AnnotatedClassesTest {

    @Test
    void whatOnlyAServerHasIsFoundByAProcessThatIsNone() {
        List<String> components = AnnotatedClasses.scanned(Component.class);

        assertThat(components).contains("soar.darktrace.web.Doors", "soar.darktrace.web.NoKeyMode");
        assertThat(AnnotatedClasses.scanned(ConditionalOnWebApplication.class))
                .hasSizeGreaterThan(5)
                .isSubsetOf(components);
    }
}
