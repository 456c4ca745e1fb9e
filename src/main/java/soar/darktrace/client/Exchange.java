package soar.darktrace.client;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.web.service.invoker.HttpRequestValues;

/**
 * What the guards have to know of an exchange.
 *
 * @param isChange whether it may change something in Darktrace, and so is sent once
 * @param minimumTimeout what {@link Endpoint#minimumTimeout} says
 * @param isRepeatedAfterTimeout what {@link Endpoint#repeatedAfterTimeout} says
 * @param isFile whether its answer is a file, of which only a {@link FileAnswer} knows whether it is late
 */
record Exchange(boolean isChange, Duration minimumTimeout, boolean isRepeatedAfterTimeout, boolean isFile) {

    /** Takes the annotation of an endpoint's method along to where its exchange is made. */
    static void note(
            Method method,
            MethodParameter[] parameters,
            @Nullable Object[] arguments,
            HttpRequestValues.Builder values) {
        Endpoint endpoint = method.getAnnotation(Endpoint.class);
        if (endpoint != null) {
            values.addAttribute(Endpoint.class.getName(), endpoint);
        }
    }

    static Exchange of(HttpRequestValues values) {
        boolean isChange = isChange(values.getHttpMethod(), values.getAttributes());
        return values.getAttributes().get(Endpoint.class.getName()) instanceof Endpoint endpoint
                ? new Exchange(
                        isChange, Duration.ofSeconds(endpoint.minimumTimeout()), endpoint.repeatedAfterTimeout(), false)
                : new Exchange(isChange, Duration.ZERO, true, false);
    }

    Exchange ofFile() {
        return new Exchange(isChange, minimumTimeout, isRepeatedAfterTimeout, true);
    }

    /**
     * Whether a request may change something in Darktrace, which changes state by POST and DELETE only; what is not a GET is
     * sent once, unless its endpoint says that it reads.
     *
     * @param attributes of the request, among them the endpoint's annotation where it has one
     */
    static boolean isChange(@Nullable HttpMethod method, Map<String, Object> attributes) {
        return !HttpMethod.GET.equals(method)
                && !(attributes.get(Endpoint.class.getName()) instanceof Endpoint endpoint && endpoint.reads());
    }

    Duration timeout(Duration ofInstance) {
        return minimumTimeout.compareTo(ofInstance) > 0 ? minimumTimeout : ofInstance;
    }
}
