package soar.darktrace.access;

import jakarta.validation.constraints.NotBlank;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/** The callers that an identity provider vouches for: what the claims of a token, or of a login, make of them. */
@Component
@EnableConfigurationProperties(ClaimedCallers.Settings.class)
public class ClaimedCallers {

    private static final int LONGEST_ID = 200;

    /**
     * Which claims count.
     *
     * @param callerClaim the claim that names the caller
     * @param rolesClaim the claim that holds roles, as a list or a text with blanks between them; dots lead into objects
     * @param roles what each of the provider's roles means here; without any, ours count by their own names
     */
    @Validated
    @ConfigurationProperties("connector.jwt")
    record Settings(
            @DefaultValue("sub") @NotBlank(message = "must name a claim such as sub")
            String callerClaim,

            @DefaultValue("roles") @NotBlank(message = "must name a claim such as roles or realm_access.roles")
            String rolesClaim,

            @DefaultValue Map<String, Set<Role>> roles) {}

    private final Settings settings;

    ClaimedCallers(Settings settings) {
        this.settings = settings;
    }

    /** The caller of these claims, which were checked; one without roles may do nothing. */
    public Caller of(Map<String, Object> claims, @Nullable String address) {
        Set<Role> roles = values(find(claims, settings.rolesClaim()))
                .flatMap(this::roles)
                .collect(Collectors.toUnmodifiableSet());
        return new Caller(id(claims), address, roles, List.of("*"), List.of("*"));
    }

    /** It goes into logs, the audit and comments: no line breaks, and not endless. */
    private String id(Map<String, Object> claims) {
        Object id = find(claims, settings.callerClaim());
        if (id instanceof String text
                && !text.isBlank()
                && text.length() <= LONGEST_ID
                && text.codePoints().noneMatch(Character::isISOControl)) {
            return text;
        }
        throw AccessException.unauthenticated("The identity provider names nobody in the claim "
                + settings.callerClaim() + " (connector.jwt.caller-claim), or not in 1 to " + LONGEST_ID
                + " characters of a line.");
    }

    /** A claim by its whole name, which may have dots, or by the way to it. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot >= 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(dot + 1))
                : null;
    }

    private static Stream<String> values(@Nullable Object claim) {
        if (claim instanceof Collection<?> list) {
            return list.stream().filter(String.class::isInstance).map(String.class::cast);
        }
        return claim instanceof String text ? Arrays.stream(text.strip().split("\\s+")) : Stream.empty();
    }

    private Stream<Role> roles(String name) {
        return settings.roles().isEmpty()
                ? Arrays.stream(Role.values()).filter(role -> role.toString().equals(name))
                : settings.roles().getOrDefault(name, Set.of()).stream();
    }
}
