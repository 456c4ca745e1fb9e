package soar.darktrace.network;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** Why no connection was established. In all cases nothing of the request was sent. */
public enum ConnectionFailure {
    /** The host's name cannot be resolved. */
    UNKNOWN_HOST,
    /** The certificate is not trusted or not valid for this host, or the server does not use TLS. */
    TLS,
    /** The proxy refused or failed to connect. */
    PROXY,
    /** Refused, timed out, or no route. */
    NO_CONNECTION;

    /** Returns the reason by the first known cause; empty if a connection was established. */
    public static Optional<ConnectionFailure> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Optional.of(UNKNOWN_HOST);
            }
            if (cause instanceof SSLHandshakeException || cause instanceof NotSslRecordException) {
                return Optional.of(TLS);
            }
            if (cause instanceof ProxyConnectException) {
                return Optional.of(PROXY);
            }
            if (cause instanceof ConnectException
                    || cause instanceof ConnectTimeoutException
                    || cause instanceof NoRouteToHostException) {
                return Optional.of(NO_CONNECTION);
            }
        }
        return Optional.empty();
    }
}
