package soar.darktrace.feature.device;

import java.util.Locale;

/** In which direction Darktrace orders devices. */
enum DeviceOrder {
    ASC,
    DESC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
