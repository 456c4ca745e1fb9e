package soar.darktrace.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import soar.darktrace.check.Check;
import soar.darktrace.check.Finding;

class AuditSettingsTest {

    private static final AuditSettings NO_KEY = new AuditSettings(null, null, Duration.ofDays(1));

    @Test
    void aDatabaseElsewhereNeedsAKeyAndAnEmbeddedOneNone() {
        assertThat(new AuditSetup().auditChecks(NO_KEY, new MockEnvironment()).all())
                .isEmpty();

        MockEnvironment elsewhere =
                new MockEnvironment().withProperty("spring.datasource.url", "jdbc:postgresql://a/b");
        assertThat(new AuditSetup().auditChecks(NO_KEY, elsewhere).all())
                .singleElement()
                .extracting(Check::finding)
                .extracting(finding -> finding.block())
                .returns("invalid_configuration", Finding::code)
                .extracting(Finding::sentence)
                .asString()
                .startsWith("connector.audit.key-file is not set");
    }
}
