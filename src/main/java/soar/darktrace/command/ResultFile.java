package soar.darktrace.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceException;

/**
 * A file that a command returns. Answers carry its name and type; its bytes are streamed to whoever sends the same request
 * with {@code Accept: application/octet-stream}, and are never held.
 *
 * @param name with its extension
 * @param type the media type
 * @param body the bytes, asked for only when somebody wants them
 */
public record ResultFile(
        String name, String type, @JsonIgnore Flux<DataBuffer> body) {

    /** The same file; a failure while it is read names the instance. */
    ResultFile of(String instance) {
        return new ResultFile(name, type, body.onErrorMap(DarktraceException.class, failure -> failure.in(instance)));
    }
}
