package soar.darktrace.web;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

    /**
     * From an answer to the next request's head; and for a caller who takes nothing of an answer. Longer than the 60 s for
     * which proxies keep a connection, so that it is they who close it, and never as they send a request.
     */
    static final Duration IDLE = Duration.ofSeconds(75);

    private static final long NEVER = -1;

    private final BodyBudget budget;
    private final AnswerProgress progress = new AnswerProgress();

    private @Nullable Future<?> look;
    private boolean hadRequest;
    private boolean isInBody;
    private boolean isRefused;
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
        if (isRefused) {
            // What was decoded together with what was refused: behind a hole, the rest of a body would look complete.
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest) {
            hadRequest = true;
            isInBody = true;
            unanswered++;
            waitsSince = now(ctx);
        }
        if (message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure()) {
            // The server would close some without an answer; in a body it would answer, and whoever reads it once more.
            ReferenceCountUtil.release(message);
            refuse(ctx, ServerRefusal.of(decoded.decoderResult().cause()));
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
                refuse(ctx, ServerRefusal.busy());
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
            if (answer instanceof FullHttpResponse whole && ServerRefusal.isBare(whole)) {
                written = ServerRefusal.explained(whole);
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

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stallsSince = ctx.channel().isWritable() ? NEVER : now(ctx);
        progress.hasMoved(ctx.channel());
        ctx.fireChannelWritabilityChanged();
    }

    private void lookAfter(ChannelHandlerContext ctx, long nanos) {
        look = ctx.executor().schedule(() -> lookAt(ctx), nanos, NANOSECONDS);
    }

    private void lookAt(ChannelHandlerContext ctx) {
        long now = now(ctx);
        if (progress.hasMoved(ctx.channel())) {
            stallsSince = stallsSince == NEVER ? NEVER : now;
            waitsSince = hadRequest && !isInBody ? now : waitsSince;
        }
        if (stallsSince != NEVER && now - stallsSince >= IDLE.toNanos()) {
            ctx.close();
        } else if (isInBody && now - waitsSince >= BODY.toNanos()) {
            refuse(ctx, ServerRefusal.timeout());
        } else if (!isInBody && unanswered == 0 && hadRequest && now - waitsSince >= IDLE.toNanos()) {
            ctx.close();
        } else if (!hadRequest && now - waitsSince >= HEAD.toNanos()) {
            refuse(ctx, ServerRefusal.timeout());
        } else {
            lookAfter(ctx, HEAD.toNanos());
        }
    }

    /**
     * Ends the connection; what is behind learns that the caller is gone. The refusal is written only where it can be taken
     * for nothing else than the answer to the one request that is open, or to a first one that is not complete; and where
     * TLS is spoken, not before the handshake is done.
     */
    private void refuse(ChannelHandlerContext ctx, FullHttpResponse answer) {
        isInBody = false;
        isRefused = true;
        release();
        if (isAnswering
                || unanswered > 1
                || (unanswered == 0 && hadRequest)
                || TlsGuard.isInHandshake(ctx.pipeline())) {
            answer.release();
            ctx.close();
        } else {
            ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }
}
