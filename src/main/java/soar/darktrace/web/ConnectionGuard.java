package soar.darktrace.web;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import soar.darktrace.command.CorrelationId;

/**
 * Watches one connection between Netty's codec and everything behind it: a caller who sends half a request, or does not
 * read its answer, loses the connection; bodies that are not complete share a {@link BodyBudget}; and a refusal that has no
 * body, as those of the server itself, gets its problem.
 */
// Of a write or a close that failed there is nothing to do: the connection is gone.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionGuard extends ChannelDuplexHandler {

    /** From the connection to the first request's head, and from the look at a connection to the next. */
    static final Duration HEAD = Duration.ofSeconds(10);

    /** From a request's head to the end of its body. */
    static final Duration BODY = Duration.ofSeconds(20);

    /** From an answer to the next request's head; and for a caller who takes nothing of an answer. */
    static final Duration IDLE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);
    private static final long NEVER = -1;
    private static final HttpResponseStatus BUSY = HttpResponseStatus.TOO_MANY_REQUESTS;

    private final BodyBudget budget;

    private @Nullable Future<?> look;
    private boolean hadRequest;
    private boolean isInBody;
    private int unanswered;
    private boolean isAnswering;
    private long held;
    private long waitsSince;
    private long stallsSince = NEVER;

    ConnectionGuard(BodyBudget budget) {
        this.budget = budget;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            begin(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx);
        ctx.fireChannelActive();
    }

    private void begin(ChannelHandlerContext ctx) {
        if (look == null) {
            waitsSince = now(ctx);
            lookAfter(ctx, HEAD.toNanos());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        if (look != null) {
            look.cancel(false);
        }
        release();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            hadRequest = true;
            isInBody = true;
            unanswered++;
            waitsSince = now(ctx);
        }
        if (message instanceof HttpContent part
                && !(message instanceof HttpRequest)
                && part.decoderResult().isFailure()) {
            // The server would answer, and whoever reads the body would then answer a second time.
            ReferenceCountUtil.release(message);
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, Problem.ofServer(HttpResponseStatus.BAD_REQUEST.code()));
            return;
        }
        if (message instanceof LastHttpContent) {
            isInBody = false;
            release();
        } else if (message instanceof HttpContent part) {
            long bytes = BodyBudget.cost(part.content().readableBytes());
            held += bytes;
            if (!budget.take(bytes)) {
                ReferenceCountUtil.release(message);
                refuse(ctx, BUSY, Problem.busy());
                return;
            }
        }
        ctx.fireChannelRead(message);
    }

    private void release() {
        budget.giveBack(held);
        held = 0;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        Object written = message;
        if (message instanceof HttpResponse answer && !isInformational(answer)) {
            isAnswering = true;
            if (answer instanceof FullHttpResponse whole && isBareRefusal(whole)) {
                written = explained(whole);
                whole.release();
            }
        }
        if (message instanceof LastHttpContent && isAnswering) {
            isAnswering = false;
            unanswered = Math.max(0, unanswered - 1);
            waitsSince = isInBody ? waitsSince : now(ctx);
        }
        ctx.write(written, promise);
    }

    private static boolean isInformational(HttpResponse answer) {
        return answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static boolean isBareRefusal(FullHttpResponse answer) {
        return answer.status().code() >= HttpResponseStatus.BAD_REQUEST.code()
                && !answer.content().isReadable();
    }

    private static FullHttpResponse explained(FullHttpResponse refusal) {
        CorrelationId id = CorrelationId.of(refusal.headers().get(CorrelationFilter.HEADER));
        id.whileLogging(() -> log.debug("A request was refused: {}", refusal.status()));
        FullHttpResponse explained = problem(Problem.ofServer(refusal.status().code()), id, refusal.status());
        refusal.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        explained.headers().add(refusal.headers());
        explained.headers().set(CorrelationFilter.HEADER, id.value());
        return explained;
    }

    private static FullHttpResponse problem(Problem problem, CorrelationId id, HttpResponseStatus status) {
        ByteBuf body = Unpooled.wrappedBuffer(ProblemResponse.bytes(problem.in(id)));
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(CorrelationFilter.HEADER, id.value())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return answer;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stallsSince = ctx.channel().isWritable() ? NEVER : now(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    private void lookAfter(ChannelHandlerContext ctx, long nanos) {
        look = ctx.executor().schedule(() -> lookAt(ctx), nanos, NANOSECONDS);
    }

    private void lookAt(ChannelHandlerContext ctx) {
        long now = now(ctx);
        if (stallsSince != NEVER && now - stallsSince >= IDLE.toNanos()) {
            ctx.close();
        } else if (isInBody && now - waitsSince >= BODY.toNanos()) {
            refuse(
                    ctx,
                    HttpResponseStatus.REQUEST_TIMEOUT,
                    Problem.ofServer(HttpResponseStatus.REQUEST_TIMEOUT.code()));
        } else if (!isInBody && unanswered == 0 && now - waitsSince >= (hadRequest ? IDLE : HEAD).toNanos()) {
            ctx.close();
        } else {
            lookAfter(ctx, HEAD.toNanos());
        }
    }

    /** Ends the connection; what is behind learns that the caller is gone. */
    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, Problem problem) {
        isInBody = false;
        release();
        if (isAnswering || unanswered > 1) {
            ctx.close();
            return;
        }
        FullHttpResponse answer = problem(problem, CorrelationId.of(null), status);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (problem.retryAfter() != null) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, problem.retryAfter());
        }
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }
}
