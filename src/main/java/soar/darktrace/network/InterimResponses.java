package soar.darktrace.network;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Drops interim responses such as {@code 103 Early Hints}, which may come before the real one (RFC 9110, 15.2). Reactor
 * Netty 1.3 drops {@code 100 Continue} alone and would take any other for the answer.
 */
final class InterimResponses extends ChannelInboundHandlerAdapter {

    private boolean isDropping;
    private boolean hasDropped;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            isDropping = isInterim(response.status());
        }
        if (!isDropping) {
            context.fireChannelRead(message);
            return;
        }
        isDropping = !(message instanceof LastHttpContent);
        hasDropped = true;
        ReferenceCountUtil.release(message);
    }

    /** What was dropped does not count as what was waited for. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (hasDropped) {
            hasDropped = false;
            context.read();
        }
    }

    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && !status.equals(HttpResponseStatus.CONTINUE)
                && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
}
