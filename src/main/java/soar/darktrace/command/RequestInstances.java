package soar.darktrace.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.client.InstanceFactory;
import soar.darktrace.client.InstanceSettings;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Wildcard;
import soar.darktrace.network.SystemProxy;

/**
 * The instances that requests bring along. Whoever names a host makes this service call it, so that only hosts are
 * called that the operator allowed. An instance is named after its address, whatever its tokens.
 */
@Component
@EnableConfigurationProperties(RequestInstances.Rules.class)
class RequestInstances {

    private static final String ALLOWED_HOSTS = "connector.request-instances.allowed-hosts";
    private static final int MOST_KEPT = 100;
    private static final Duration KEPT_UNUSED = Duration.ofHours(1);

    /**
     * What requests may bring along.
     *
     * @param allowedHosts the hosts, or {@code host:port}, that may be called; {@code *} and {@code ?} are wildcards
     */
    @Validated
    @ConfigurationProperties("connector.request-instances")
    record Rules(@DefaultValue List<@Pattern(regexp = HOST, message = EXAMPLE) String> allowedHosts) {

        private static final String HOST =
                "(?:[A-Za-z0-9.*?-]+|\\[[A-Fa-f0-9.:*?]+])(?::(?:[0-9*?]{1,4}|[0-5*?][0-9*?]{4}|6[0-5*?][0-9*?]{3}))?";
        /** Digits, dots and wildcards alone, with a digit before the port. */
        private static final java.util.regex.Pattern ADDRESSES =
                java.util.regex.Pattern.compile("(?=[^:]*[0-9])[0-9.*?]+(?::.*)?");

        private static final String EXAMPLE =
                "must be a host or host:port without scheme, path and blanks, such as darktrace.example.com,"
                        + " *.example.com or 10.1.2.3:8443";

        /** The first entry that allows a host. */
        Optional<String> entry(String host, int port) {
            return allowedHosts.stream()
                    .filter(entry -> allows(entry, host, port))
                    .findFirst();
        }

        /** A pattern of addresses such as {@code 10.1.*} matches no name: whoever has the name chooses its address. */
        private static boolean allows(String entry, String host, int port) {
            Wildcard pattern = Wildcard.of(entry);
            return (!ADDRESSES.matcher(entry).matches() || NetUtil.isValidIpV4Address(host))
                    && (pattern.matches(host) || pattern.matches(host + ":" + port));
        }
    }

    private final Rules rules;
    private final DarktraceInstances configured;
    private final InstanceFactory factory;
    private final Validator validator;
    private final Map<String, String> environment;
    private final Cache<String, DarktraceInstance> kept;

    @Autowired
    RequestInstances(
            Rules rules, DarktraceInstances configured, InstanceFactory factory, Validator validator, Clock clock) {
        this(rules, configured, factory, validator, clock, System.getenv());
    }

    RequestInstances(
            Rules rules,
            DarktraceInstances configured,
            InstanceFactory factory,
            Validator validator,
            Clock clock,
            Map<String, String> environment) {
        this.rules = rules;
        this.configured = configured;
        this.factory = factory;
        this.validator = validator;
        this.environment = environment;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterAccess(KEPT_UNUSED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** The instance of these parameters: the one that an earlier request built, or a new one. */
    DarktraceInstance find(InstanceParameters parameters) {
        if (rules.allowedHosts().isEmpty()) {
            throw refused("A request may not bring params along. Name an instance that is configured here, or list the"
                    + " appliance's host in " + ALLOWED_HOSTS + ".");
        }
        return kept.get(
                parameters.fingerprint(), absent -> create(parameters.settings(validator), parameters.choices()));
    }

    private DarktraceInstance create(InstanceSettings settings, Map<String, String> choices) {
        URI url = URI.create(settings.url());
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean isHttps = "https".equalsIgnoreCase(url.getScheme());
        int standardPort = isHttps ? 443 : 80;
        int port = url.getPort() < 0 ? standardPort : url.getPort();
        String entry = rules.entry(host, port)
                .orElseThrow(() -> refused(host + ":" + port + " is not among the hosts that a request may name; see "
                        + ALLOWED_HOSTS + "."));
        String name = settings.address();
        if (configured.find(name).isPresent()) {
            throw refused("An instance named " + name + " is configured here: name it as instance, without params.");
        }
        if (settings.proxy()) {
            requireReadableProxy(url);
        }
        return factory.createForRequests(name, entry, settings, choices);
    }

    private void requireReadableProxy(URI target) {
        try {
            SystemProxy.forTarget(target, environment);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    "proxy",
                    "proxy cannot be used, because of the connector's environment. " + e.getMessage());
        }
    }

    private static CommandException refused(String sentence) {
        return new CommandException(Reason.REFUSED_BY_POLICY, sentence);
    }
}
