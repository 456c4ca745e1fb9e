package soar.darktrace.policy;

import jakarta.validation.Valid;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.FileLimit;
import soar.darktrace.failure.Fulfils;

/**
 * What this service may do with packet captures, {@code darktrace.instances.<name>.captures}. A capture holds what people
 * wrote and read, so that creating and downloading one are off unless opened.
 */
@Component
@EnableConfigurationProperties(CaptureRules.OfInstances.class)
public class CaptureRules {

    /** Each holds one of the places for exchanges with the appliance for as long as its caller reads. */
    private static final int MOST_AT_ONCE = 2;

    /**
     * The rules of an instance.
     *
     * @param create whether captures may be created
     * @param download whether their files may be downloaded
     * @param maxSize the largest file that may be
     */
    record Captures(
            boolean create,

            boolean download,

            @DefaultValue("50MB") @Fulfils(value = FileSize.class, message = "must be from 1KB to 10GB")
            DataSize maxSize) {}

    /** From 1 KB to 10 GB. */
    static final class FileSize implements Predicate<DataSize> {
        @Override
        public boolean test(DataSize size) {
            return size.compareTo(DataSize.ofKilobytes(1)) >= 0 && size.compareTo(DataSize.ofGigabytes(10)) <= 0;
        }
    }

    /** The rules in the settings of an instance. */
    record OfInstance(@DefaultValue @Valid Captures captures) {}

    /** The rules of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid OfInstance> instances) {}

    private final OfInstances settings;
    private final Map<String, Semaphore> downloads = new ConcurrentHashMap<>();

    CaptureRules(OfInstances settings) {
        this.settings = settings;
    }

    public void requireCreation(DarktraceInstance darktrace) {
        require(
                darktrace,
                "Creating packet captures",
                "create",
                captures(darktrace).map(Captures::create).orElse(false));
    }

    /** Returns how large a file may be. */
    public FileLimit requireDownload(DarktraceInstance darktrace) {
        Optional<Captures> captures = captures(darktrace);
        require(
                darktrace,
                "Downloading packet captures",
                "download",
                captures.map(Captures::download).orElse(false));
        return new FileLimit(captures.orElseThrow().maxSize(), property(darktrace, "max-size"));
    }

    /** The same file; {@code rate_limited} while two others of the instance are being downloaded. */
    public <T> Flux<T> oneOfFew(DarktraceInstance darktrace, Flux<T> file) {
        Semaphore places = downloads.computeIfAbsent(darktrace.name(), name -> new Semaphore(MOST_AT_ONCE));
        return Flux.using(
                () -> {
                    if (!places.tryAcquire()) {
                        throw new DarktraceException(
                                Kind.RATE_LIMITED,
                                MOST_AT_ONCE
                                        + " packet captures of this instance are being downloaded, the most at once."
                                        + " Try again when one is done.");
                    }
                    return places;
                },
                taken -> file,
                Semaphore::release);
    }

    private Optional<Captures> captures(DarktraceInstance darktrace) {
        return darktrace.isConfigured()
                ? Optional.ofNullable(settings.instances().get(darktrace.name()))
                        .map(OfInstance::captures)
                : Optional.empty();
    }

    private static void require(DarktraceInstance darktrace, String what, String property, boolean isAllowed) {
        if (!darktrace.isConfigured()) {
            throw GuardRails.refused(what
                    + " needs an instance that is configured in the connector, with a policy of its own: name it as"
                    + " instance instead of sending params.");
        }
        if (!isAllowed) {
            throw GuardRails.refused(
                    what + " is off for this instance. To allow it, set " + property(darktrace, property) + "=true.");
        }
    }

    private static String property(DarktraceInstance darktrace, String name) {
        return "darktrace.instances." + darktrace.name() + ".captures." + name;
    }
}
