package soar.darktrace.access;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of this service: those of the configuration, and those that its file has at the moment. */
public final class ApiKeys {

    static final String CONFIGURED = "connector.api-keys";

    private final List<KeyHolder> configured;
    private final boolean areUsed;
    private final Clock clock;
    private volatile List<KeyHolder> all;

    ApiKeys(AccessSettings settings, Clock clock) {
        this.configured = holders(CONFIGURED, settings.apiKeys());
        this.areUsed = !configured.isEmpty() || settings.apiKeysFile() != null;
        this.clock = clock;
        this.all = configured;
        requireDistinct(configured);
    }

    static List<KeyHolder> holders(String place, Map<String, KeySettings> settings) {
        return settings.entrySet().stream()
                .map(entry -> KeyHolder.of(place, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Whether callers have keys at all. A file without any is one, too: then nobody is let in. */
    public boolean areUsed() {
        return areUsed;
    }

    /** The caller of a key that has not expired; where it was called from is not known here. */
    public Optional<Caller> find(ApiKey key) {
        byte[] digest = key.digest();
        KeyHolder found = null;
        for (KeyHolder holder : all) {
            if (holder.has(digest)) {
                found = holder;
            }
        }
        return Optional.ofNullable(found)
                .filter(holder -> holder.isValidAt(clock.instant()))
                .map(KeyHolder::caller);
    }

    /** From now on these are the keys beside the configured ones; fails where the two contradict each other. */
    void replace(List<KeyHolder> ofFile) {
        List<KeyHolder> together = new ArrayList<>(configured);
        together.addAll(ofFile);
        requireDistinct(together);
        all = List.copyOf(together);
    }

    int size() {
        return all.size();
    }

    /** An ID in both places would live on in one after it was revoked in the other; a key of two callers is nobody's. */
    private static void requireDistinct(List<KeyHolder> holders) {
        Set<String> ids = new HashSet<>();
        Set<String> digests = new HashSet<>();
        for (KeyHolder holder : holders) {
            String id = holder.caller().id();
            if (!ids.add(id)) {
                throw new InvalidKeyException("The caller " + id + " is in both " + CONFIGURED + " and "
                        + KeysFile.PROPERTY + ": remove it from one.");
            }
            Stream<String> own = holder.digests().stream().map(HexFormat.of()::formatHex);
            if (!own.distinct().allMatch(digests::add)) {
                throw new InvalidKeyException(
                        "The caller " + id + " has a key that another caller has too: give each its own.");
            }
        }
    }
}
