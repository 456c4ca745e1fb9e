package soar.darktrace.policy;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.FileLimit;

/** Refuses what the policy of an instance does not allow to be done with emails, and names the property. */
@Component
@EnableConfigurationProperties(EmailRules.OfInstances.class)
public class EmailRules {

    /**
     * {@code darktrace.instances.<name>.email}.
     *
     * @param hold whether this service may hold emails back from their recipients
     * @param release whether it may release held emails, which cannot be undone
     * @param content whether it may return headers and content of emails: personal data, and perhaps malware
     * @param maxSize the largest email that is downloaded
     */
    record Email(
            boolean hold,
            boolean release,
            boolean content,
            @DefaultValue("50MB") DataSize maxSize) {}

    /** The policy in the settings of an instance. */
    record OfInstance(@DefaultValue Email email) {}

    /** The policies of all instances. */
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, OfInstance> instances) {}

    private final OfInstances settings;

    EmailRules(OfInstances settings) {
        this.settings = settings;
    }

    public void requireHold(DarktraceInstance darktrace) {
        ChangeRules.require(
                darktrace, "Holding emails", "email.hold", policy(darktrace).hold());
    }

    public void requireRelease(DarktraceInstance darktrace) {
        ChangeRules.require(
                darktrace,
                "Releasing emails, which cannot be undone,",
                "email.release",
                policy(darktrace).release());
    }

    public void requireContent(DarktraceInstance darktrace) {
        ChangeRules.require(
                darktrace,
                "Returning headers and content of emails",
                "email.content",
                policy(darktrace).content());
    }

    /** For the email as a file, which may be as large as returned here. */
    public FileLimit requireDownload(DarktraceInstance darktrace) {
        requireContent(darktrace);
        return new FileLimit(
                policy(darktrace).maxSize(), "darktrace.instances." + darktrace.name() + ".email.max-size");
    }

    /** What a request brings along has the defaults, under which nothing is allowed. */
    private Email policy(DarktraceInstance darktrace) {
        OfInstance known = darktrace.isConfigured() ? settings.instances().get(darktrace.name()) : null;
        return known == null ? new Email(false, false, false, DataSize.ofBytes(0)) : known.email();
    }
}
