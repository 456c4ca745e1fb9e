package soar.darktrace.web;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import reactor.netty.NettyPipeline;

/** Sets a {@link ConnectionGuard} into every connection of the server, and counts them; a {@link TlsGuard} where it speaks TLS. */
@Component
class ServerLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    /** Eight of the largest bodies. */
    private static final DataSize BODIES = DataSize.ofMegabytes(32);

    private final BodyBudget budget = new BodyBudget(BODIES.toBytes());
    private final ConnectionCount connections;

    ServerLimits(CallerLimits.Settings limits) {
        this.connections = new ConnectionCount(limits.connectionsPerAddress());
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        Http2 http2 = factory.getHttp2();
        if (http2 != null && http2.isEnabled()) {
            throw new InvalidConfigurationPropertyValueException(
                    "server.http2.enabled",
                    true,
                    "This service speaks HTTP/1.1 alone: remove this setting. A proxy in front of it may speak HTTP/2 with"
                            + " callers.");
        }
        boolean isTls = Ssl.isEnabled(factory.getSsl());
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, address) -> {
            channel.pipeline()
                    .addAfter(
                            NettyPipeline.HttpCodec,
                            ConnectionGuard.class.getSimpleName(),
                            new ConnectionGuard(budget));
            if (isTls) {
                channel.pipeline().addFirst(TlsGuard.class.getSimpleName(), new TlsGuard());
            }
            connections.add(channel);
        }));
    }
}
