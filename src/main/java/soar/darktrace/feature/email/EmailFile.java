package soar.darktrace.feature.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.EmailApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells an email from what comes in place of one with HTTP 200: an error as JSON, a page, nothing. */
final class EmailFile {

    private static final int QUOTED = 2000;

    private EmailFile() {}

    static Flux<DataBuffer> checked(Flux<DataBuffer> body) {
        return body.switchOnFirst((first, whole) -> {
                    DataBuffer beginning = first.get();
                    if (beginning == null) {
                        return first.isOnComplete() ? Flux.error(noEmail()) : whole;
                    }
                    return isEmail(beginning)
                            ? whole
                            : DataBufferUtils.join(DataBufferUtils.takeUntilByteCount(whole, QUOTED))
                                    .flatMapMany(answer -> Mono.error(failure(answer)));
                })
                .onErrorMap(DarktraceException.class, EmailApi::explained);
    }

    /** An email begins with the name of a header. */
    private static boolean isEmail(DataBuffer beginning) {
        byte first = beginning.readableByteCount() == 0 ? (byte) '{' : beginning.getByte(beginning.readPosition());
        return first != '{' && first != '[' && first != '<' && first != '"';
    }

    private static DarktraceException failure(DataBuffer answer) {
        String text = answer.toString(UTF_8);
        DataBufferUtils.release(answer);
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            return DarktraceAnswer.isRefusal(json) ? DarktraceAnswer.notDone(json, "") : noEmail();
        } catch (JacksonException e) {
            return noEmail();
        }
    }

    private static DarktraceException noEmail() {
        return DarktraceAnswer.unreadable("is not an email");
    }
}
