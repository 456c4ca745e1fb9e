package soar.darktrace.feature.capture;

import java.util.Locale;

/** The protocols to which a capture can be restricted. */
enum Protocol {
    TCP,
    UDP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
