package soar.darktrace.client;

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
import reactor.util.context.ContextView;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of an answer as JSON, whatever its content type says: some gateways leave the header out or call data
 * HTML. Each buffer is copied and released at once, so that nothing that goes wrong later concerns it.
 */
final class AnswerDecoder implements Decoder<JsonNode> {

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
        return Flux.deferContextual(context -> {
            ExchangeShare share = share(context);
            ListCutter cutter = new ListCutter(parser, share);
            return pieces(body, contentType)
                    .concatMapIterable(cutter::read, PIECES_IN_FLIGHT)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(cutter.end())))
                    .doOnError(failure -> share.end())
                    .doFinally(signal -> share.end());
        });
    }

    @Override
    public Mono<JsonNode> decodeToMono(
            Publisher<DataBuffer> body,
            ResolvableType type,
            @Nullable MimeType contentType,
            @Nullable Map<String, Object> hints) {
        return Mono.deferContextual(context -> {
            ExchangeShare share = share(context);
            Whole whole = new Whole(share);
            return pieces(body, contentType)
                    .doOnNext(whole::add)
                    .then(Mono.fromCallable(whole::parsed))
                    .doOnError(failure -> share.end())
                    .doFinally(signal -> share.end());
        });
    }

    private ExchangeShare share(ContextView context) {
        return new ExchangeShare(memory, context.getOrDefault(AnswerShare.class, null));
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

        private final ExchangeShare share;
        private final KeptBytes kept = new KeptBytes(parser.most());

        Whole(ExchangeShare share) {
            this.share = share;
        }

        void add(byte[] piece) {
            parser.requireFit(kept.length() + piece.length);
            share.take(piece.length);
            kept.add(piece, 0, piece.length);
        }

        /** Null where there is nothing but blanks. */
        @Nullable
        JsonNode parsed() {
            JsonNode answer = parser.parse(kept.bytes(), 0, kept.length());
            share.leaveToRequest();
            kept.clear();
            return answer.isMissingNode() ? null : answer;
        }
    }
}
