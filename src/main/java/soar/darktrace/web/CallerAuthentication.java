package soar.darktrace.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import soar.darktrace.access.Caller;

/** A {@link Caller} as Spring Security carries it, by whichever way it is known. */
@SuppressWarnings("serial") // No session keeps it as bytes.
final class CallerAuthentication extends AbstractAuthenticationToken {

    private final Caller caller;

    CallerAuthentication(Caller caller) {
        super(List.of());
        this.caller = caller;
        setAuthenticated(true);
    }

    /** Whom Spring Security knows; empty for one who may do nothing here. */
    static Optional<Caller> caller(@Nullable Authentication authentication) {
        return authentication instanceof CallerAuthentication known ? Optional.of(known.caller) : Optional.empty();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that && that.caller.equals(caller);
    }

    @Override
    public int hashCode() {
        return Objects.hash(caller);
    }
}
