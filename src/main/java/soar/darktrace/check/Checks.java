package soar.darktrace.check;

import java.util.List;

/** A bean of this type says what of its package's settings can be looked at. */
@FunctionalInterface
public interface Checks {

    List<Check> all();
}
