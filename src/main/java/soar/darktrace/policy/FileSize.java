package soar.darktrace.policy;

import java.util.function.Predicate;
import org.springframework.util.unit.DataSize;

/** From 1 KB to 10 GB: what the largest file may be limited to. */
final class FileSize implements Predicate<DataSize> {

    static final String RANGE = "must be from 1KB to 10GB";

    @Override
    public boolean test(DataSize size) {
        return size.compareTo(DataSize.ofKilobytes(1)) >= 0 && size.compareTo(DataSize.ofGigabytes(10)) <= 0;
    }
}
