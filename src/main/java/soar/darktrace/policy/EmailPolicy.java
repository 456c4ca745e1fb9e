package soar.darktrace.policy;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import soar.darktrace.failure.Fulfils;

/**
 * What this service may do with emails, {@code darktrace.instances.<name>.email}.
 *
 * @param hold whether it may hold emails back from their recipients
 * @param release whether it may release held emails, which cannot be undone
 * @param content whether it may return headers and content of emails: personal data, and perhaps malware
 * @param maxSize the largest email that is downloaded
 */
record EmailPolicy(
        boolean hold,

        boolean release,

        boolean content,

        @DefaultValue("50MB") @Fulfils(value = FileSize.class, message = FileSize.RANGE)
        DataSize maxSize) {}
