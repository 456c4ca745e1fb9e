package soar.darktrace.policy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.FileLimit;

/** Which files may be downloaded, how large they may be, and how many at once. */
@Component
public class DownloadRules {

    /** Each holds one of the places for exchanges with the appliance for as long as its caller reads. */
    private static final int MOST_AT_ONCE = 2;

    private final Permissions permissions;
    private final Map<String, Semaphore> downloads = new ConcurrentHashMap<>();

    DownloadRules(Permissions permissions) {
        this.permissions = permissions;
    }

    /** Returns how large the file of a capture may be. */
    public FileLimit requireCapture(DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.DOWNLOAD_CAPTURES);
        return new FileLimit(
                permissions.of(darktrace).orElseThrow().captures().maxSize(),
                Permissions.property(darktrace, "captures.max-size"));
    }

    /** Returns how large the file of an email may be. */
    public FileLimit requireEmail(DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.READ_EMAILS);
        return new FileLimit(
                permissions.of(darktrace).orElseThrow().email().maxSize(),
                Permissions.property(darktrace, "email.max-size"));
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
                                        + " files of this instance are being downloaded, the most at once."
                                        + " Try again when one is done.");
                    }
                    return places;
                },
                taken -> file,
                Semaphore::release);
    }
}
