package soar.darktrace.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import soar.darktrace.command.CorrelationId;

/** The answers to requests that never reach Spring, each with its problem; all end the connection. */
final class ServerRefusal {

    private static final Logger log = LoggerFactory.getLogger(ServerRefusal.class);

    private ServerRefusal() {}

    /** The answer to what Netty cannot decode. */
    static FullHttpResponse of(Throwable failure) {
        HttpResponseStatus status = failure instanceof TooLongHttpLineException
                ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                : failure instanceof TooLongHttpHeaderException
                        ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                        : HttpResponseStatus.BAD_REQUEST;
        return last(Problem.ofServer(status.code()));
    }

    /** The answer to a body that does not end. */
    static FullHttpResponse timeout() {
        return last(Problem.ofServer(HttpResponseStatus.REQUEST_TIMEOUT.code()));
    }

    /** The answer to a body beyond the {@link BodyBudget}. */
    static FullHttpResponse busy() {
        return last(Problem.busy());
    }

    /** The answer to a request without TLS where TLS is spoken, as it stands on the wire. */
    static ByteBuf withoutTls() {
        FullHttpResponse answer = last(Problem.of(
                HttpResponseStatus.BAD_REQUEST.code(),
                "invalid_request",
                "This port speaks TLS: write https:// instead of http://."));
        EmbeddedChannel codec = new EmbeddedChannel(new HttpResponseEncoder());
        codec.writeOutbound(answer);
        CompositeByteBuf wire = Unpooled.compositeBuffer();
        for (ByteBuf part = codec.readOutbound(); part != null; part = codec.readOutbound()) {
            wire.addComponent(true, part);
        }
        codec.finishAndReleaseAll();
        return wire;
    }

    /**
     * Whether an answer of the server or of Spring's adapter says no more than its status. One to {@code HEAD} has no body
     * either, but says of what type it would be.
     */
    static boolean isBare(FullHttpResponse answer) {
        return answer.status().code() >= HttpResponseStatus.BAD_REQUEST.code()
                && !answer.content().isReadable()
                && (!answer.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                        || HttpUtil.getContentLength(answer, -1L) == 0);
    }

    /** The same answer with a problem. */
    static FullHttpResponse explained(FullHttpResponse bare) {
        CorrelationId id = CorrelationId.of(bare.headers().get(CorrelationFilter.HEADER));
        FullHttpResponse explained = answer(Problem.ofServer(bare.status().code()), id);
        bare.headers()
                .remove(HttpHeaderNames.CONTENT_LENGTH)
                .remove(HttpHeaderNames.CONTENT_TYPE)
                .remove(HttpHeaderNames.TRANSFER_ENCODING)
                .remove(CorrelationFilter.HEADER);
        AnswerHeaders.ALL.keySet().forEach(bare.headers()::remove);
        explained.headers().add(bare.headers());
        return explained;
    }

    private static FullHttpResponse last(Problem problem) {
        FullHttpResponse answer = answer(problem, CorrelationId.of(null));
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (problem.retryAfter() != null) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, problem.retryAfter());
        }
        return answer;
    }

    private static FullHttpResponse answer(Problem problem, CorrelationId id) {
        id.whileLogging(() -> log.debug("A request was refused: {} {}", problem.status(), problem.detail()));
        ByteBuf body = Unpooled.wrappedBuffer(ProblemResponse.bytes(problem.in(id)));
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), body);
        AnswerHeaders.ALL.forEach(answer.headers()::set);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(CorrelationFilter.HEADER, id.value())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return answer;
    }
}
