package soar.darktrace.client;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.MimeType;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of an answer as JSON, whatever its content type says: some gateways leave the header out or call data
 * HTML. Each buffer is copied and released at once, so that nothing that goes wrong later concerns it.
 */
final class AnswerDecoder implements Decoder<JsonNode> {

    private static final byte[] NOTHING = {};

    /** Up to 64 KB each; by default 256 would be held for each list whose reader is slower than the appliance. */
    private static final int PIECES_IN_FLIGHT = 8;

    private final AnswerParser parser;
    private final AnswerMemory memory;

    AnswerDecoder(DataSize maxAnswerSize, AnswerMemory memory) {
        this.parser = AnswerParser.of(maxAnswerSize, memory);
        this.memory = memory;
    }

    @Override
    public boolean canDecode(ResolvableType type, @Nullable MimeType contentType) {
        return JsonNode.class == type.toClass();
    }

    @Override
    public List<MimeType> getDecodableMimeTypes() {
        return List.of();
    }

    @Override
    public Flux<JsonNode> decode(
            Publisher<DataBuffer> body,
            ResolvableType type,
            @Nullable MimeType contentType,
            @Nullable Map<String, Object> hints) {
        return Flux.defer(() -> {
            ListCutter cutter = new ListCutter(parser);
            return pieces(body, contentType)
                    .concatMapIterable(cutter::read, PIECES_IN_FLIGHT)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(cutter.end())));
        });
    }

    @Override
    public Mono<JsonNode> decodeToMono(
            Publisher<DataBuffer> body,
            ResolvableType type,
            @Nullable MimeType contentType,
            @Nullable Map<String, Object> hints) {
        return Mono.deferContextual(context -> {
            AnswerShare ofRequest = context.getOrDefault(AnswerShare.class, null);
            AnswerShare share = ofRequest == null ? new AnswerShare(memory) : ofRequest;
            Whole whole = new Whole(share);
            Mono<JsonNode> answer = pieces(body, contentType)
                    .doOnNext(whole::add)
                    .then(Mono.fromCallable(whole::parsed))
                    .doOnError(failure -> whole.giveBack())
                    .doOnCancel(whole::giveBack);
            return ofRequest == null ? answer.doFinally(signal -> share.close()) : answer;
        });
    }

    private static Flux<byte[]> pieces(Publisher<DataBuffer> body, @Nullable MimeType contentType) {
        return Flux.deferContextual(context -> {
            Attempt attempt = Attempt.in(context);
            return Flux.from(body).map(AnswerDecoder::copied).doOnNext(piece -> {
                attempt.receive(piece);
                requireData(attempt, contentType);
            });
        });
    }

    private static byte[] copied(DataBuffer buffer) {
        try {
            byte[] piece = new byte[buffer.readableByteCount()];
            buffer.read(piece);
            return piece;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    /** A page for a browser begins with a tag; what is called HTML is data where it begins as an object or a list does. */
    private static void requireData(Attempt attempt, @Nullable MimeType contentType) {
        boolean isCalledPage = contentType != null && contentType.getSubtype().contains("html");
        if (attempt.beginsWith('<')
                || (isCalledPage && !attempt.isBlank() && !attempt.isList() && !attempt.beginsWith('{'))) {
            throw new AnswerException(DarktraceAnswer.page());
        }
    }

    /** A body that is read as a whole. */
    private final class Whole {

        private final AnswerShare share;
        private byte[] bytes = NOTHING;
        private int length;
        private boolean isRead;

        Whole(AnswerShare share) {
            this.share = share;
        }

        void add(byte[] piece) {
            int longer = length + piece.length;
            parser.requireFit(longer);
            try {
                share.take(piece.length);
            } catch (DarktraceException full) {
                throw new AnswerException(full);
            }
            if (length == 0) {
                bytes = piece;
            } else {
                if (longer > bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.max(longer, Math.min(2 * bytes.length, parser.most())));
                }
                System.arraycopy(piece, 0, bytes, length, piece.length);
            }
            length = longer;
        }

        /** Null where there is nothing but blanks. */
        @Nullable
        JsonNode parsed() {
            JsonNode answer = parser.parse(bytes, 0, length);
            isRead = true;
            bytes = NOTHING;
            return answer.isMissingNode() ? null : answer;
        }

        /** What was not read is not held; what was is held until the request ends. */
        void giveBack() {
            if (!isRead) {
                isRead = true;
                share.giveBack(length);
                bytes = NOTHING;
            }
        }
    }
}
