package soar.darktrace.client;

import io.micrometer.common.KeyValue;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/**
 * Names an endpoint in metrics by its path alone. Spring's own name holds the query's parameters too, one for each value
 * of a list, which has no bound.
 */
final class EndpointObservation extends DefaultClientRequestObservationConvention {

    private final boolean hidesHost;

    /**
     * Names endpoints.
     *
     * @param hidesHost whether the host is left out, since there is no bound to such hosts
     */
    EndpointObservation(boolean hidesHost) {
        this.hidesHost = hidesHost;
    }

    @Override
    protected KeyValue clientName(ClientRequestObservationContext context) {
        KeyValue name = super.clientName(context);
        return hidesHost ? KeyValue.of(name.getKey(), KnownNames.OTHER) : name;
    }

    @Override
    protected KeyValue uri(ClientRequestObservationContext context) {
        KeyValue uri = super.uri(context);
        int query = uri.getValue().indexOf('?');
        return query < 0 ? uri : KeyValue.of(uri.getKey(), uri.getValue().substring(0, query));
    }
}
