package soar.darktrace.client;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import soar.darktrace.network.Secret;

/**
 * The token pair of an instance as it is now. Where it comes from files, each look may find a new one; while a file cannot be
 * read, the old one stays in use.
 */
final class InstanceTokens implements Supplier<TokenPair> {

    private static final Logger log = LoggerFactory.getLogger(InstanceTokens.class);

    private final String instance;
    private final TokenHalf publicHalf;
    private final TokenHalf privateHalf;
    private volatile TokenPair current;
    private @Nullable TokenPair incomplete;
    private volatile @Nullable String problem;

    /** Reads the files, where there are any: without a token there is no start. */
    InstanceTokens(String instance, InstanceSettings settings) {
        this.instance = instance;
        this.publicHalf = new TokenHalf(settings.publicApiToken(), settings.publicApiTokenFile());
        this.privateHalf = new TokenHalf(settings.privateApiToken(), settings.privateApiTokenFile());
        this.current = new TokenPair(first("public", publicHalf), first("private", privateHalf));
    }

    private Secret first(String name, TokenHalf half) {
        try {
            return half.read();
        } catch (IOException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "darktrace.instances." + instance + "." + name + "-api-token-file",
                    half.file(),
                    e.getMessage() + ": it must hold one half of the API token, as copied from Darktrace.");
        }
    }

    @Override
    public TokenPair get() {
        return current;
    }

    /** Why the files cannot be read at present; null where they can. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Whether a look may find something new. */
    boolean isFromFiles() {
        return publicHalf.file() != null || privateHalf.file() != null;
    }

    /** Takes over what the files hold. Blocks. */
    synchronized void look() {
        try {
            TokenPair found = read();
            if (problem != null) {
                log.info("The token files of instance {} can be read again.", instance);
                problem = null;
            }
            take(found);
        } catch (IOException | RuntimeException e) {
            String sentence = e.getMessage() + ": the old token stays in use.";
            if (!sentence.equals(problem)) {
                problem = sentence;
                log.error("Instance {} cannot take a new API token. {}", instance, sentence);
            }
        }
    }

    /** Where only one half is new, the file of the other may not be written yet: it has until the next look. */
    private void take(TokenPair found) {
        TokenPair before = incomplete;
        incomplete = null;
        if (found.isSameAs(current)) {
            return;
        }
        boolean isHalf = publicHalf.file() != null && privateHalf.file() != null && found.sharesHalfWith(current);
        if (isHalf && (before == null || !before.isSameAs(found))) {
            incomplete = found;
        } else {
            current = found;
            log.info("Instance {} has a new API token, from its files.", instance);
        }
    }

    /** Reads twice, so that no pair is made of files that were exchanged in between. */
    private TokenPair read() throws IOException {
        TokenPair first = new TokenPair(publicHalf.read(), privateHalf.read());
        TokenPair second = new TokenPair(publicHalf.read(), privateHalf.read());
        return first.isSameAs(second) ? second : current;
    }
}
