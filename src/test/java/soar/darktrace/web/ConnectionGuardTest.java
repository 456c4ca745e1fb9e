package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SniHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;

/** Half a request, an answer that nobody reads, too much at once: by Netty's own clock, without a socket. */
@SuppressWarnings("FutureReturnValueIgnored")
class ConnectionGuardTest {

    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final String HEAD = "POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n";

    private final BodyBudget budget = new BodyBudget(64 * 1024);

    /** Answers every complete request. */
    private static final class Server extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent) {
                DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer("{}", US_ASCII));
                answer.headers().setInt("content-length", 2);
                ctx.writeAndFlush(answer);
            }
        }
    }

    private EmbeddedChannel connection() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new HttpServerCodec(), new ConnectionGuard(budget), new Server());
        return channel;
    }

    @Test
    void aConnectionWithoutARequestIsClosed() {
        EmbeddedChannel connection = connection();
        connection.writeInbound(bytes("POST / HT"));

        pass(connection, ConnectionGuard.HEAD.minus(MOMENT));
        connection.writeInbound(bytes("TP"));
        assertThat(connection.isOpen()).isTrue();
        pass(connection, MOMENT.multipliedBy(2));

        assertThat(connection.isOpen()).isFalse();
        assertThat(written(connection)).startsWith("HTTP/1.1 408").contains("The request was not complete in time");
    }

    @Test
    void aTlsHandshakeThatDoesNotBeginIsClosedWithoutAnAnswerInPlainText() {
        EmbeddedChannel connection = new EmbeddedChannel();
        connection.freezeTime();
        connection
                .pipeline()
                .addLast(
                        new SniHandler((String name) -> null, 0, 0),
                        new HttpServerCodec(),
                        new ConnectionGuard(budget));

        pass(connection, ConnectionGuard.HEAD.plus(MOMENT));

        assertThat(connection.isOpen()).isFalse();
        assertThat(written(connection)).isEmpty();
    }

    @Test
    void aBodyThatDoesNotEndIsAnsweredWithAProblemAndTheConnectionIsClosed() {
        EmbeddedChannel connection = connection();
        connection.writeInbound(bytes(HEAD + "{"));

        for (int i = 0; i < 40 && connection.isOpen(); i++) {
            connection.writeInbound(bytes(" "));
            pass(connection, Duration.ofSeconds(1));
        }

        assertThat(connection.isOpen()).isFalse();
        assertThat(written(connection))
                .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                .contains("application/problem+json")
                .contains("The request was not complete in time");
        assertThat(budget.held()).isZero();
    }

    @Test
    void aConnectionIsKeptBetweenTwoRequestsForAWhile() {
        EmbeddedChannel connection = connection();
        for (int i = 0; i < 3; i++) {
            connection.writeInbound(bytes("GET / HTTP/1.1\r\n\r\n"));
            assertThat(written(connection)).startsWith("HTTP/1.1 200 OK");
            pass(connection, ConnectionGuard.IDLE.minusSeconds(20));
            assertThat(connection.isOpen()).isTrue();
        }

        pass(connection, ConnectionGuard.IDLE);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aRequestWaitsForItsAnswerHoweverLongThatTakes() {
        EmbeddedChannel connection = new EmbeddedChannel();
        connection.freezeTime();
        connection.pipeline().addLast(new HttpServerCodec(), new ConnectionGuard(budget));
        connection.writeInbound(bytes("GET / HTTP/1.1\r\n\r\n"));

        pass(connection, Duration.ofMinutes(10));

        assertThat(connection.isOpen()).isTrue();
        connection.finishAndReleaseAll();
    }

    @Test
    void bodiesUnderWayShareABudget() {
        EmbeddedChannel large = connection();
        large.writeInbound(bytes(HEAD + "x".repeat(60 * 1024)));
        EmbeddedChannel another = connection();
        another.writeInbound(bytes(HEAD + "x".repeat(10 * 1024)));

        assertThat(written(another))
                .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
                .contains("retry-after: 1")
                .contains("\"code\":\"rate_limited\"");
        assertThat(another.isOpen()).isFalse();
        assertThat(large.isOpen()).isTrue();
        large.close();
        assertThat(budget.held()).isZero();
    }

    @Test
    void nothingOfABodyIsHandedOnOnceAPartOfItWasRefused() {
        List<String> behind = new ArrayList<>();
        EmbeddedChannel connection = new EmbeddedChannel(
                new HttpServerCodec(4096, 8192, 1024), new ConnectionGuard(budget), new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        behind.add(message instanceof LastHttpContent ? "last" : "more");
                        ReferenceCountUtil.release(message);
                    }
                });
        budget.take(60 * 1024);

        connection.writeInbound(bytes("POST / HTTP/1.1\r\nContent-Length: 6600\r\n\r\n" + "x".repeat(6600)));

        assertThat(written(connection)).startsWith("HTTP/1.1 429").doesNotContain("HTTP/1.1 408");
        assertThat(behind).isNotEmpty().doesNotContain("last");
        assertThat(budget.held()).isEqualTo(60 * 1024);
        connection.finishAndReleaseAll();
    }

    @Test
    void aRequestThatWasAnsweredBeforeItsBodyEndedGetsNoSecondAnswer() {
        EmbeddedChannel connection = new EmbeddedChannel();
        connection.freezeTime();
        connection.pipeline().addLast(new HttpServerCodec(), new ConnectionGuard(budget));
        connection.writeInbound(bytes(HEAD + "{"));
        DefaultFullHttpResponse early = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, Unpooled.copiedBuffer("{}", US_ASCII));
        early.headers().setInt("content-length", 2);
        connection.writeOutbound(early);
        assertThat(written(connection)).startsWith("HTTP/1.1 403");

        pass(connection, ConnectionGuard.BODY.plus(ConnectionGuard.HEAD));

        assertThat(connection.isOpen()).isFalse();
        assertThat(written(connection)).isEmpty();
        connection.finishAndReleaseAll();
    }

    @Test
    void aCallerWhoReadsSlowlyKeepsItsConnectionAndOneWhoStopsLosesIt() {
        AtomicInteger taken = new AtomicInteger();
        EmbeddedChannel connection = new EmbeddedChannel() {
            @Override
            protected void doWrite(ChannelOutboundBuffer waiting) {
                waiting.removeBytes(taken.get());
            }
        };
        connection.freezeTime();
        connection.pipeline().addLast(new HttpServerCodec(), new ConnectionGuard(budget));
        connection.writeInbound(bytes("GET / HTTP/1.1\r\n\r\n"));
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(new byte[200_000]));
        answer.headers().setInt("content-length", 200_000);
        connection.writeAndFlush(answer);
        assertThat(connection.isWritable()).isFalse();

        taken.set(1000);
        for (int i = 0; i < 60; i++) {
            connection.flush();
            pass(connection, Duration.ofSeconds(10));
            assertThat(connection.isOpen()).isTrue();
        }
        pass(connection, ConnectionGuard.IDLE.plusSeconds(10));

        assertThat(connection.isOpen()).isFalse();
        connection.finishAndReleaseAll();
    }

    @Test
    void aRefusalWithoutABodyGetsOneAndAHeadRequestDoesNot() {
        String[] seen = new String[2];
        for (int i = 0; i < 2; i++) {
            EmbeddedChannel connection = new EmbeddedChannel(new HttpServerCodec(), new ConnectionGuard(budget));
            connection.writeInbound(bytes((i == 0 ? "GET" : "HEAD") + " / HTTP/1.1\r\n\r\n"));
            DefaultFullHttpResponse bare =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_URI_TOO_LONG);
            bare.headers().setInt("content-length", 0);
            connection.writeOutbound(bare);
            seen[i] = written(connection);
            connection.finishAndReleaseAll();
        }

        assertThat(seen[0]).contains("\r\n\r\n{\"title\":\"URI Too Long\"");
        assertThat(seen[1]).startsWith("HTTP/1.1 414").endsWith("\r\n\r\n");
    }

    @Test
    void aFaultWithoutABodyIsCalledAFault() {
        EmbeddedChannel connection = new EmbeddedChannel(new HttpServerCodec(), new ConnectionGuard(budget));
        connection.writeInbound(bytes("GET / HTTP/1.1\r\n\r\n"));

        connection.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.INTERNAL_SERVER_ERROR));

        assertThat(written(connection))
                .startsWith("HTTP/1.1 500")
                .contains("\"code\":\"internal_error\"", "This service failed");
        connection.finishAndReleaseAll();
    }

    @Test
    void aConnectionThatTheGuardCannotWatchIsRefusedAtTheStart() {
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
        Http2 http2 = new Http2();
        factory.setHttp2(http2);
        new ServerLimits(LIMITS).customize(factory);

        http2.setEnabled(true);

        assertThatThrownBy(() -> new ServerLimits(LIMITS).customize(factory))
                .asInstanceOf(type(InvalidConfigurationPropertyValueException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.getName()).isEqualTo("server.http2.enabled");
                    assertThat(refusal.getReason()).contains("remove this setting");
                });
    }

    private static final CallerLimits.Settings LIMITS = new CallerLimits.Settings(1, 1, Duration.ofMinutes(5), 1);

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private static void pass(EmbeddedChannel connection, Duration time) {
        connection.advanceTimeBy(time.toMillis(), MILLISECONDS);
        connection.runScheduledPendingTasks();
    }

    private static String written(EmbeddedChannel connection) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
            text.append(part.toString(UTF_8));
            part.release();
        }
        return text.toString();
    }
}
