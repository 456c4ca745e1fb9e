package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
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
        NettyDataBufferFactory buffers = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
        Flux<DataBuffer> pieces =
                body.map(text -> buffers.wrap(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
        Mono<JsonNode> answer = decoder.decodeToMono(pieces, ResolvableType.forClass(JsonNode.class), null, null);
        return share == null ? answer : answer.contextWrite(share::putInto);
    }
}
