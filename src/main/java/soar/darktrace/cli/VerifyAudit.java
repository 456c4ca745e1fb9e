package soar.darktrace.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import soar.darktrace.access.AuditKeyException;
import soar.darktrace.access.AuditSettings;
import soar.darktrace.access.AuditVerification;
import soar.darktrace.access.AuditVerification.Verdict;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.failure.Nearest;
import tools.jackson.databind.JsonNode;

/**
 * Tells whether the audit in the database of this configuration is as it was written: {@code verify-audit
 * [head=<position>:<hmac>]}. Its context has the database and nothing else; neither migrates the one nor makes the other.
 */
@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(AuditSettings.class)
class VerifyAudit {

    /** The first word of its line. */
    static final String NAME = "verify-audit";

    private static final String HEAD = "head";
    private static final String EMBEDDED = "jdbc:h2:";

    /** Neither makes a database where there is none, nor writes in one. */
    private static final String READ_ONLY = ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r";

    static Verdict run(CommandRequest request, List<String> options) {
        String head = head(request);
        try (ConfigurableApplicationContext context = start(options)) {
            return verification(context).verify(head);
        } catch (BadSqlGrammarException e) {
            throw new AuditFailure("The database has no audit: no connector of this version has started on it.", e);
        } catch (DataAccessException e) {
            throw new AuditFailure(
                    "The database cannot be read: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
                            + ". An embedded one belongs to the running connector: ask that (GET"
                            + " /api/v1/audit/verification), or stop it first.",
                    e);
        } catch (AuditKeyException e) {
            throw new AuditFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable String head(CommandRequest request) {
        request.arguments().keySet().stream()
                .filter(name -> !name.equals(HEAD))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(
                            Reason.UNKNOWN_ARGUMENT,
                            name,
                            NAME + " has no argument " + name + Nearest.sentence(name, List.of(HEAD)));
                });
        JsonNode given = request.arguments().get(HEAD);
        String head = given == null ? null : given.asString();
        if (head != null && !AuditVerification.isHead(head)) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    HEAD,
                    "head is no head of the audit: give one as the log has it, position:hmac.");
        }
        return head;
    }

    private static ConfigurableApplicationContext start(List<String> options) {
        SpringApplication application = new SpringApplication(VerifyAudit.class);
        application.setRegisterShutdownHook(false);
        try {
            return application.run(
                    Stream.concat(OneShot.NO_SERVER.stream(), options.stream()).toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new StartFailure(e);
        }
    }

    private static AuditVerification verification(ConfigurableApplicationContext context) {
        try {
            DataSource source = context.getBean(DataSource.class);
            if (source instanceof HikariDataSource pool && pool.getJdbcUrl().startsWith(EMBEDDED)) {
                pool.setJdbcUrl(pool.getJdbcUrl() + READ_ONLY);
            }
            return AuditVerification.of(source, context.getBean(AuditSettings.class));
        } catch (BeansException e) {
            throw new StartFailure(e);
        }
    }

    /** The audit could not be looked at. */
    static final class AuditFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AuditFailure(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
