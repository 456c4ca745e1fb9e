package soar.darktrace.policy;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import soar.darktrace.failure.Fulfils;

/**
 * What this service may do with packet captures, {@code darktrace.instances.<name>.captures}. A capture holds what people
 * wrote and read.
 *
 * @param create whether captures may be created
 * @param download whether their files may be downloaded
 * @param maxSize the largest file that may be
 */
record CapturePolicy(
        boolean create,

        boolean download,

        @DefaultValue("50MB") @Fulfils(value = FileSize.class, message = FileSize.RANGE)
        DataSize maxSize) {}
