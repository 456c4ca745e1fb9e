package soar.darktrace.feature.capture;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Capture;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.ResultFile;
import tools.jackson.databind.node.ObjectNode;

/** The file of a capture, which is passed on as it comes, once it has shown that it is one. */
record PcapFile(Flux<DataBuffer> body) {

    /** How many bytes a file without packets has: the header of the format. */
    private static final int EMPTY = 24;

    /** Of pcap in either order of bytes, with micro- or nanoseconds, and of pcapng. */
    private static final List<byte[]> MAGIC = List.of(
            HexFormat.of().parseHex("d4c3b2a1"),
            HexFormat.of().parseHex("a1b2c3d4"),
            HexFormat.of().parseHex("4d3cb2a1"),
            HexFormat.of().parseHex("a1b23c4d"),
            HexFormat.of().parseHex("0a0d0d0a"));

    /**
     * Looks at the beginning alone; the whole is read once somebody wants it.
     *
     * @param taken what becomes of the bytes where they are read
     */
    Mono<CommandResult> attachTo(CommandResult result, Capture capture, UnaryOperator<Flux<DataBuffer>> taken) {
        ResultFile attached = new ResultFile(
                capture.filename().replaceAll("[^A-Za-z0-9._-]", "_"), CaptureApi.MEDIA_TYPE, taken.apply(checked()));
        return isEmpty().map(isEmpty -> {
            ((ObjectNode) result.outputs()).put("empty", isEmpty);
            return result.attaching(attached)
                    .warning(
                            isEmpty
                                    ? List.of(
                                            "The capture is empty, a file with a header and no packet: Darktrace saw none"
                                                    + " of these addresses in this time, or keeps them no longer.")
                                    : List.of());
        });
    }

    /** The bytes; {@code darktrace_unreadable} where they are not those of a capture, such as an error as JSON. */
    Flux<DataBuffer> checked() {
        return body.switchOnFirst((first, whole) -> {
            DataBuffer beginning = first.get();
            if (beginning == null) {
                return first.isOnComplete() ? Flux.error(DarktraceAnswer.unreadable("is empty")) : whole;
            }
            return isCapture(beginning)
                    ? whole
                    : whole.doOnNext(DataBufferUtils::release)
                            .thenMany(Flux.error(() -> DarktraceAnswer.unreadable("is no packet capture")));
        });
    }

    /** Whether Darktrace captured nothing. No more is read than the beginning, and that is not kept. */
    Mono<Boolean> isEmpty() {
        return checked()
                .map(piece -> {
                    int length = piece.readableByteCount();
                    DataBufferUtils.release(piece);
                    return length;
                })
                .scan(0, Integer::sum)
                .takeUntil(length -> length > EMPTY)
                .last()
                .map(length -> length <= EMPTY);
    }

    /** A first piece may be shorter than what there is to compare. */
    private static boolean isCapture(DataBuffer beginning) {
        byte[] first = new byte[Math.min(4, beginning.readableByteCount())];
        for (int i = 0; i < first.length; i++) {
            first[i] = beginning.getByte(beginning.readPosition() + i);
        }
        return MAGIC.stream().anyMatch(magic -> Arrays.equals(magic, 0, first.length, first, 0, first.length));
    }
}
