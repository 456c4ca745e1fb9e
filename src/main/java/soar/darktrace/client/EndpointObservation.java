package soar.darktrace.client;

import io.micrometer.common.KeyValue;
import org.springframework.web.reactive.function.client.ClientHttpObservationDocumentation.LowCardinalityKeyNames;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/**
 * Names an endpoint in metrics by its path alone, and its instance by the same label as everywhere. Spring's own names
 * are the host, to which there is no bound where requests bring instances along, and the path with the query's
 * parameters, one for each value of a list.
 */
final class EndpointObservation extends DefaultClientRequestObservationConvention {

    private static final String URI = LowCardinalityKeyNames.URI.asString();

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
        String template = context.getUriTemplate();
        return template == null ? super.uri(context) : KeyValue.of(URI, path(template));
    }

    /** Spring's own way to the path is a regular expression, twice for each request. */
    private static String path(String template) {
        int scheme = template.indexOf("://");
        int path = scheme < 0 ? 0 : template.indexOf('/', scheme + 3);
        int query = template.indexOf('?');
        return template.substring(Math.max(path, 0), query < 0 ? template.length() : query);
    }
}
