package soar.darktrace.client;

import java.net.URI;
import java.util.*;
import reactor.netty.http.client.HttpClient;

record SystemProxy(String host) {
    static Optional<SystemProxy> forTarget(URI t, Map<String, String> e) {
        return Optional.empty();
    }

    HttpClient applyTo(HttpClient c) {
        return c;
    }
}
