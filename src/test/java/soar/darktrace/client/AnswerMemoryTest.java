package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/** Answers share the memory for them: what is too large is refused, what would fit later may come again. */
class AnswerMemoryTest {

    private static final int MOST = 1_000_000;
    private static final ResolvableType JSON = ResolvableType.forClass(JsonNode.class);

    private final AnswerMemory memory = new AnswerMemory(MOST);
    private final AnswerDecoder decoder = new AnswerDecoder(DataSize.ofMegabytes(64), memory);

    @Test
    void anAnswerIsHeldUntilItsRequestEnds() {
        AnswerShare share = new AnswerShare(memory);

        StepVerifier.create(read(600_000, share)).expectNextCount(1).verifyComplete();
        assertThat(memory.held()).isBetween(500_000L, 600_100L);

        share.close();
        assertThat(memory.held()).isZero();
    }

    @Test
    void aSecondLargeAnswerIsToldToComeAgain() {
        AnswerShare first = new AnswerShare(memory);
        read(600_000, first).block();
        long held = memory.held();

        assertThat(failure(read(600_000, new AnswerShare(memory)))).satisfies(busy -> {
            assertThat(busy.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(busy.retryAfter()).isNotNull();
        });
        assertThat(memory.held()).isEqualTo(held);

        first.close();
        StepVerifier.create(read(600_000, new AnswerShare(memory)))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void smallAnswersAreAlwaysRead() {
        AnswerShare first = new AnswerShare(memory);
        read(990_000, first).block();

        StepVerifier.create(Flux.range(0, 100).concatMap(i -> read(50_000, new AnswerShare(memory))))
                .expectNextCount(100)
                .verifyComplete();
    }

    @Test
    void anAnswerThatNeverFitsIsUnreadable() {
        assertThat(failure(read(1_200_000, new AnswerShare(memory)))).satisfies(tooLarge -> {
            assertThat(tooLarge.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(tooLarge).hasMessageContaining("larger than the 1,000,000 bytes");
        });
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatOneRequestReadsInAllIsBounded() {
        AnswerShare share = new AnswerShare(memory);
        read(800_000, share).block();

        assertThat(failure(read(800_000, share)))
                .hasMessageContaining("too large")
                .hasMessageContaining("Narrow the window");
    }

    @Test
    void withoutARequestNothingIsHeldInTheEnd() {
        StepVerifier.create(read(600_000, null)).expectNextCount(1).verifyComplete();
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatIsMalformedOrCancelledIsNotHeld() {
        AnswerShare share = new AnswerShare(memory);
        failure(decoded(Flux.just("[".repeat(300_000), "x"), share));
        assertThat(memory.held()).isZero();

        StepVerifier.create(decoded(Flux.just("[" + " ".repeat(300_000)).concatWith(Flux.never()), share))
                .thenAwait()
                .thenCancel()
                .verify();
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatStandsInPlaceOfAListIsHeldLikeASingleAnswer() {
        AnswerShare share = new AnswerShare(memory);

        StepVerifier.create(list(bare(600_000), share)).expectNextCount(1).verifyComplete();
        assertThat(memory.held()).isBetween(500_000L, 600_100L);

        assertThat(failure(list(bare(600_000), new AnswerShare(memory)).next()).kind())
                .isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure(list(bare(600_000), null).next()).kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(memory.held()).isBetween(500_000L, 600_100L);

        share.close();
        assertThat(failure(list(bare(1_200_000), null).next()).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(memory.held()).isZero();
    }

    @Test
    void inPlaceOfAListTooWhatIsNotReadIsNotHeld() {
        AnswerShare share = new AnswerShare(memory);
        Flux<String> begun = bare(600_000).take(40);

        assertThat(failure(list(begun, share).next()).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(memory.held()).isZero();

        StepVerifier.create(list(begun.concatWith(Flux.never()), share))
                .then(() -> assertThat(memory.held()).isGreaterThan(300_000L))
                .thenCancel()
                .verify();
        assertThat(memory.held()).isZero();
    }

    @Test
    void aLargeItemOfAListIsHeldUntilTheNextPieceIsRead() {
        AnswerShare share = new AnswerShare(memory);
        List<Long> held = new ArrayList<>();
        Flux<String> body = Flux.just("[").concatWith(bare(200_000)).concatWith(Flux.just(",1", ",2]"));

        list(body, share).doOnNext(item -> held.add(memory.held())).blockLast();

        assertThat(held).hasSize(3).last().isEqualTo(0L);
        assertThat(held.get(0)).isBetween(130_000L, 200_100L);
        assertThat(memory.held()).isZero();
    }

    @Test
    void aLargeItemWaitsForMemoryRatherThanBeingPassedOver() {
        AnswerShare first = new AnswerShare(memory);
        read(990_000, first).block();
        Flux<String> body = Flux.just("[").concatWith(bare(200_000)).concatWith(Flux.just("]"));

        assertThat(failure(list(body, new AnswerShare(memory)).next()).kind()).isEqualTo(Kind.RATE_LIMITED);

        first.close();
        StepVerifier.create(list(body, new AnswerShare(memory)))
                .expectNextMatches(JsonNode::isObject)
                .verifyComplete();
        assertThat(memory.held()).isZero();
    }

    /** A change goes on when its caller has left, whose share is closed then. */
    @Test
    void whatIsReadAfterTheRequestIsHeldUntilTheExchangeEnds() {
        AnswerShare before = new AnswerShare(memory);
        before.close();
        AnswerShare meanwhile = new AnswerShare(memory);
        Flux<String> endless = bare(600_000).take(40).concatWith(Flux.never());

        for (Flux<JsonNode> answer : List.of(decoded(endless, before).flux(), list(endless, before))) {
            StepVerifier.create(answer)
                    .then(() -> assertThat(memory.held()).isGreaterThan(300_000L))
                    .thenCancel()
                    .verify();
            assertThat(memory.held()).isZero();
        }
        Flux<String> left = bare(600_000).index((i, piece) -> {
            if (i == 30) {
                meanwhile.close();
            }
            assertThat(memory.held()).isGreaterThanOrEqualTo(i == 30 ? 0 : (i - 10) * 10_000);
            return piece;
        });
        StepVerifier.create(decoded(left, meanwhile)).expectNextCount(1).verifyComplete();
        assertThat(memory.held()).isZero();
    }

    private static DarktraceException failure(Mono<JsonNode> answer) {
        Throwable failure = answer.materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .blockOptional()
                .orElseThrow();
        return ((AnswerException) failure).meaning();
    }

    private Mono<JsonNode> read(int bytes, @Nullable AnswerShare share) {
        String piece = "\"" + "x".repeat(10_000 - 3) + "\",";
        return decoded(
                Flux.fromStream(Stream.of(Flux.just("["), Flux.just(piece).repeat(bytes / 10_000 - 1), Flux.just("1]")))
                        .concatMap(part -> part),
                share);
    }

    private Mono<JsonNode> decoded(Flux<String> body, @Nullable AnswerShare share) {
        Mono<JsonNode> answer = decoder.decodeToMono(pieces(body), JSON, null, null);
        return share == null ? answer : answer.contextWrite(share::putInto);
    }

    private Flux<JsonNode> list(Flux<String> body, @Nullable AnswerShare share) {
        Flux<JsonNode> items = decoder.decode(pieces(body), JSON, null, null);
        return share == null ? items : items.contextWrite(share::putInto);
    }

    /** An object in pieces of 10,000 bytes. */
    private static Flux<String> bare(int bytes) {
        String piece = "x".repeat(10_000);
        return Flux.just("{\"x\":\"")
                .concatWith(Flux.just(piece).repeat(bytes / 10_000 - 1))
                .concatWith(Flux.just("\"}"));
    }

    private static Flux<DataBuffer> pieces(Flux<String> body) {
        NettyDataBufferFactory buffers = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
        return body.map(text -> buffers.wrap(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
    }
}
