package soar.darktrace.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.failure.Fulfils;

/** The callers that their client certificates name. That the certificates are to be trusted was checked on the wire. */
@Component
@EnableConfigurationProperties(CertifiedCallers.Settings.class)
public class CertifiedCallers {

    /**
     * Who may come by a certificate.
     *
     * @param clientCertificates by the ID of the caller
     */
    @Validated
    @ConfigurationProperties("connector")
    record Settings(@DefaultValue Map<String, @Valid Certificate> clientCertificates) {}

    /**
     * Whose certificate it is, and what the caller may do.
     *
     * @param subject the whole distinguished name, in any notation of RFC 2253, or the common name alone
     * @param roles what it may do
     * @param instances names of instances as wildcards; {@code params} for those that a request brings along
     * @param commands names of commands as wildcards
     */
    record Certificate(
            @NotNull(message = "is missing: set it to the certificate's common name or its whole subject")
            @Fulfils(
                    value = Subject.class,
                    message = "must be a common name, or a whole subject such as CN=soar,O=Example")
            String subject,

            @NotEmpty(message = "must name one or more of read, write, respond, admin, metrics")
            Set<Role> roles,

            @DefaultValue("*") List<String> instances,
            @DefaultValue("*") List<String> commands) {

        boolean isOf(X500Principal principal) {
            return isWhole(subject)
                    ? new X500Principal(subject).equals(principal)
                    : subject.equals(commonName(principal));
        }

        static boolean isWhole(String subject) {
            return subject.contains("=");
        }
    }

    /** A name that a certificate can have. */
    static final class Subject implements Predicate<String> {
        @Override
        public boolean test(String subject) {
            try {
                return !subject.isBlank()
                        && (!Certificate.isWhole(subject)
                                || !new X500Principal(subject).getName().isEmpty());
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    private final Map<String, Certificate> certificates;

    CertifiedCallers(Settings settings) {
        this.certificates = settings.clientCertificates();
    }

    /** Whether any certificate has a caller. */
    public boolean isConfigured() {
        return !certificates.isEmpty();
    }

    /** The caller of a certificate; empty where it is nobody's. */
    public Optional<Caller> of(X509Certificate certificate, @Nullable String address) {
        X500Principal subject = certificate.getSubjectX500Principal();
        return certificates.entrySet().stream()
                .filter(entry -> entry.getValue().isOf(subject))
                .findFirst()
                .map(entry -> new Caller(
                        entry.getKey(),
                        address,
                        entry.getValue().roles(),
                        entry.getValue().instances(),
                        entry.getValue().commands()));
    }

    /** The most specific one; null for none. */
    private static @Nullable String commonName(X500Principal subject) {
        try {
            String name = null;
            for (Rdn part : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                name = part.getType().equalsIgnoreCase("CN") ? String.valueOf(part.getValue()) : name;
            }
            return name;
        } catch (InvalidNameException e) {
            return null;
        }
    }
}
