package soar.darktrace.web;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import reactor.netty.NettyPipeline;

/** Sets a {@link ConnectionGuard} into every connection of the server. */
@Component
class ServerLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    /** Eight of the largest bodies. */
    private static final DataSize BODIES = DataSize.ofMegabytes(32);

    private final BodyBudget budget = new BodyBudget(BODIES.toBytes());

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(
                        NettyPipeline.HttpCodec, ConnectionGuard.class.getSimpleName(), new ConnectionGuard(budget))));
    }
}
