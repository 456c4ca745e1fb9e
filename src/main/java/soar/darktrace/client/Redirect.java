package soar.darktrace.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import soar.darktrace.client.DarktraceException.Kind;

/**
 * Where an answer sends its reader instead of answering. Darktrace sends to a login page or to {@code /403} ({@code
 * darktrace-api.md} §3.1); whoever sends elsewhere stands before it.
 *
 * @param target where to; null where it does not say, or not as an address
 */
record Redirect(@Nullable URI target, String body) {

    /** What a browser reads after a form that was taken; the other redirects ask for the same change elsewhere. */
    private static final Set<Integer> SEE_OTHER = Set.of(302, 303);

    static Redirect of(HttpHeaders headers, String body) {
        String location = headers.getFirst(HttpHeaders.LOCATION);
        try {
            return new Redirect(location == null ? null : new URI(location.strip()), body);
        } catch (URISyntaxException e) {
            return new Redirect(null, body);
        }
    }

    DarktraceException failure(String path, int status, boolean isOfChange) {
        if (isTo("/403")) {
            return forbidden(path);
        }
        if (isTo("/login") || isToLoginOfDarktrace()) {
            return new DarktraceException(
                    Kind.LOGIN_PAGE,
                    "Darktrace redirected " + path
                            + " to its login page. Check that the instance's url is the appliance"
                            + " itself, that the API token is active and that this version of Darktrace has the endpoint.");
        }
        String sentence = "The instance's url answered " + path + " with a redirect (HTTP " + status + ") "
                + shown().map(to -> "to " + to).orElse("without an address")
                + ", which is not followed: the signature is for the address that is asked. Set the url to the"
                + " address of the appliance itself.";
        return isOfChange && SEE_OTHER.contains(status)
                ? new DarktraceException(
                        Kind.OUTCOME_UNKNOWN,
                        sentence + " The change may have been made: look at its state in Darktrace before you send it"
                                + " again.")
                : new DarktraceException(Kind.UNREADABLE, sentence);
    }

    static DarktraceException forbidden(String path) {
        return new DarktraceException(
                Kind.PERMISSION,
                "The API token may not use " + path
                        + ". Give its owner the permission in Darktrace (Admin > Permissions), or use another token.");
    }

    private boolean isTo(String ending) {
        return target == null
                ? body.contains("Redirecting to " + ending)
                : target.getPath() != null
                        && target.getPath().replaceFirst("/+$", "").endsWith(ending);
    }

    private boolean isToLoginOfDarktrace() {
        return target != null
                && target.getHost() != null
                && target.getHost().toLowerCase(Locale.ROOT).endsWith(".darktrace.com")
                && "/redirect".equals(target.getPath());
    }

    /** Without the query, which may hold a token, and without a user. */
    private Optional<String> shown() {
        if (target == null || (target.getHost() == null && target.getRawPath() == null)) {
            return Optional.empty();
        }
        String authority = target.getHost() == null
                ? ""
                : (target.getScheme() == null ? "//" : target.getScheme() + "://")
                        + target.getHost()
                        + (target.getPort() < 0 ? "" : ":" + target.getPort());
        return Optional.of(DarktraceWords.cut(authority + String.valueOf(target.getRawPath())))
                .filter(text -> !text.isEmpty());
    }
}
