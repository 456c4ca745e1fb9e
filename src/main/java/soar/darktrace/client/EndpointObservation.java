package soar.darktrace.client;

import io.micrometer.common.KeyValue;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/**
 * Names an endpoint in metrics by its path alone, and its instance by the same label as everywhere. Spring's own names
 * are the host, to which there is no bound where requests bring instances along, and the path with the query's
 * parameters, one for each value of a list.
 */
final class EndpointObservation extends DefaultClientRequestObservationConvention {

    private final String metricLabel;

    EndpointObservation(String metricLabel) {
        this.metricLabel = metricLabel;
    }

    @Override
    protected KeyValue clientName(ClientRequestObservationContext context) {
        return KeyValue.of(super.clientName(context).getKey(), metricLabel);
    }

    @Override
    protected KeyValue uri(ClientRequestObservationContext context) {
        KeyValue uri = super.uri(context);
        int query = uri.getValue().indexOf('?');
        return query < 0 ? uri : KeyValue.of(uri.getKey(), uri.getValue().substring(0, query));
    }
}
