package soar.darktrace.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.failure.Nearest;
import soar.darktrace.store.BackgroundWork.Stop;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The file of keys. It is read again and again, since Kubernetes replaces a mounted file by a symbolic link, which no
 * notification of the file system reports. One that cannot be used leaves the keys as they are.
 */
final class KeysFile {

    static final String PROPERTY = "connector.api-keys-file";

    private static final Logger log = LoggerFactory.getLogger(KeysFile.class);
    private static final int LARGEST = 1 << 20;
    private static final List<String> PROPERTIES = List.of("hash", "roles", "instances", "expires", "commands");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();

    private final @Nullable Path path;
    private final Duration poll;
    private final ApiKeys keys;

    private byte @Nullable [] latest;
    private volatile @Nullable String problem;

    /** Reads the file for the first time; the server does not start with one that it cannot use. */
    KeysFile(AccessSettings settings, ApiKeys keys) {
        String file = settings.apiKeysFile();
        this.path = file == null ? null : Path.of(file);
        this.poll = settings.apiKeysPoll();
        this.keys = keys;
        if (path != null) {
            byte[] content = read(path);
            keys.replace(parse(content));
            latest = content;
        }
    }

    /** What is wrong with the file as it is now; null while its keys are those in use. */
    @Nullable
    String problem() {
        return problem;
    }

    Mono<Void> run(Stop stop) {
        Path file = path;
        if (file == null) {
            return Mono.empty();
        }
        return Flux.interval(poll, poll)
                .onBackpressureDrop()
                .takeUntilOther(stop.signal())
                .concatMap(
                        tick -> Mono.<Void>fromRunnable(() -> look(file)).subscribeOn(Schedulers.boundedElastic()), 1)
                .then();
    }

    private void look(Path file) {
        byte[] content = null;
        try {
            content = read(file);
            if (problem != null || !Arrays.equals(content, latest)) {
                take(content);
            }
        } catch (InvalidKeyException e) {
            boolean isNew = problem == null || !Arrays.equals(content, latest);
            problem = String.valueOf(e.getMessage());
            if (isNew) {
                log.error("{} The keys in use stay as they are.", e.getMessage());
            }
        }
        latest = content;
    }

    private void take(byte[] content) {
        keys.replace(parse(content));
        problem = null;
        log.info("{} was read anew: {} callers have keys.", PROPERTY, keys.size());
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new InvalidKeyException(PROPERTY + " names a file of more than 1 MiB.");
            }
            return content;
        } catch (IOException e) {
            throw new InvalidKeyException(PROPERTY + " names a file that cannot be read, " + file
                    + ": check that it exists and that this service may read it.");
        }
    }

    private static List<KeyHolder> parse(byte[] content) {
        Map<String, KeySettings> settings = new LinkedHashMap<>();
        tree(content)
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), settings(entry.getKey(), entry.getValue())));
        return ApiKeys.holders(PROPERTY, settings);
    }

    /** Jackson's own sentences quote what is near an error. */
    private static JsonNode tree(byte[] content) {
        try {
            JsonNode tree = YAML.readTree(content);
            if (tree.isObject() || tree.isNull() || tree.isMissingNode()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw new InvalidKeyException(PROPERTY + " names a file that is not valid YAML"
                    + (e.getLocation() == null
                            ? ""
                            : " at line " + e.getLocation().getLineNr())
                    + ": check indentation, quotes and double keys.");
        }
        throw new InvalidKeyException(
                PROPERTY + " must name a file of callers, such as xsoar: {hash: …, roles: [read]}.");
    }

    private static KeySettings settings(String id, JsonNode entry) {
        String caller = PROPERTY + "." + (ApiKey.isId(id) ? id : "?");
        try {
            KeySettings settings = entry.isObject() ? YAML.treeToValue(entry, KeySettings.class) : null;
            if (settings != null) {
                return settings;
            }
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidKeyException(
                    caller + " has a property that is not known" + Nearest.sentence(e.getPropertyName(), PROPERTIES));
        } catch (JacksonException e) {
            // Said below, without the value.
        }
        throw new InvalidKeyException(
                caller + " cannot be read: hash, roles, instances and commands are texts or lists of"
                        + " them, expires is a text.");
    }
}
