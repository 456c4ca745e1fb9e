package soar.darktrace.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for packet captures, all behind its permission "Create PCAPs". Nothing deletes a capture. */
public interface CaptureApi {

    /** What a capture is, in the answers as in the file (IANA). */
    String MEDIA_TYPE = "application/vnd.tcpdump.pcap";

    /** All captures, in whatever state. */
    @GetExchange("/pcaps")
    Mono<JsonNode> captures();

    /** Answers with the capture, which is pending. */
    @PostExchange("/pcaps")
    Mono<JsonNode> create(@RequestBody NewCapture capture);

    /** The file of a finished capture, of any size. */
    @GetExchange(url = "/pcaps/{filename}", accept = MEDIA_TYPE)
    Flux<DataBuffer> file(@PathVariable String filename);

    /**
     * What is to be captured; what is null is not restricted.
     *
     * @param protocol tcp or udp; only with {@code ip2} and {@code port2}
     * @param start epoch seconds
     * @param end epoch seconds, 30 minutes after the start at most
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"ip1", "ip2", "port1", "port2", "protocol", "start", "end"})
    record NewCapture(
            String ip1,
            @Nullable String ip2,
            @Nullable Long port1,
            @Nullable Long port2,
            @Nullable String protocol,
            long start,
            long end) {}
}
