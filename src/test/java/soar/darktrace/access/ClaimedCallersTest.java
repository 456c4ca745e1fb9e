package soar.darktrace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What becomes of claims, whatever an identity provider calls its roles and wherever it puts them. */
class ClaimedCallersTest {

    @Test
    void ourOwnNamesOfRolesCountWithoutAMapping() {
        Caller caller = callers(Map.of())
                .of(Map.of("sub", "soc-playbooks", "roles", List.of("read", "write", "Admin", "other", 7)), "10.1.2.3");

        assertThat(caller)
                .isEqualTo(new Caller(
                        "soc-playbooks", "10.1.2.3", Set.of(Role.READ, Role.WRITE), List.of("*"), List.of("*")));
        assertThatThrownBy(caller::requireParams).isInstanceOf(AccessException.class);
    }

    @Test
    void aMappingCountsAloneAndItsNamesMayHaveAnyCharacters() {
        ClaimedCallers callers = callers(Map.of(
                "connector.jwt.roles.analysts", "read",
                "connector.jwt.roles[SOC Lead/Night.Shift]", "respond, write"));

        assertThat(callers.of(Map.of("sub", "a", "roles", List.of("SOC Lead/Night.Shift", "admin")), null)
                        .roles())
                .containsExactlyInAnyOrder(Role.RESPOND, Role.WRITE);
    }

    @Test
    void rolesMayStandInsideAnotherClaimAsATextOrBelowANameWithDots() {
        ClaimedCallers nested = callers(Map.of("connector.jwt.roles-claim", "realm_access.roles"));
        ClaimedCallers scope = callers(Map.of("connector.jwt.roles-claim", "scope"));
        ClaimedCallers dotted = callers(Map.of("connector.jwt.roles-claim", "https://example.com/roles"));

        assertThat(nested.of(Map.of("sub", "a", "realm_access", Map.of("roles", List.of("read"))), null)
                        .roles())
                .containsExactly(Role.READ);
        assertThat(scope.of(Map.of("sub", "a", "scope", " openid  read metrics"), null)
                        .roles())
                .containsExactlyInAnyOrder(Role.READ, Role.METRICS);
        assertThat(dotted.of(Map.of("sub", "a", "https://example.com/roles", List.of("read")), null)
                        .roles())
                .containsExactly(Role.READ);
    }

    @Test
    void whoeverHasNoRolesMayDoNothing() {
        assertThat(callers(Map.of()).of(Map.of("sub", "a"), null).roles()).isEmpty();
        assertThat(callers(Map.of("connector.jwt.roles-claim", "a.b"))
                        .of(Map.of("sub", "a", "a", "read"), null)
                        .roles())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0085b"})
    void aNameThatWouldNotBeALineOfALogIsNone(String name) {
        ClaimedCallers callers = callers(Map.of("connector.jwt.caller-claim", "preferred_username"));

        assertThatThrownBy(() -> callers.of(Map.of("sub", "a", "preferred_username", name), null))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("preferred_username");
    }

    private static ClaimedCallers callers(Map<String, String> properties) {
        return new ClaimedCallers(new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("connector.jwt", ClaimedCallers.Settings.class));
    }
}
