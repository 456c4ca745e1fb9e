package soar.darktrace.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/** Tells whoever speaks plain HTTP to a port of TLS what is wrong; without it the connection would close in silence. */
@SuppressWarnings("FutureReturnValueIgnored")
final class TlsGuard extends ChannelInboundHandlerAdapter {

    private boolean isRefused;

    /** The first byte decides: that of a TLS handshake is 22, and methods are capital letters. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (isRefused) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof ByteBuf bytes
                && bytes.isReadable()
                && isLetter(bytes.getByte(bytes.readerIndex()))) {
            isRefused = true;
            bytes.release();
            ctx.writeAndFlush(ServerRefusal.withoutTls()).addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(message);
        }
    }

    private static boolean isLetter(byte first) {
        return first >= 'A' && first <= 'Z';
    }

    /** Whether a connection that is to speak TLS does not do so yet. */
    static boolean isInHandshake(ChannelPipeline pipeline) {
        SslHandler tls = pipeline.get(SslHandler.class);
        return tls == null
                ? pipeline.get(AbstractSniHandler.class) != null
                : !tls.handshakeFuture().isSuccess();
    }
}
