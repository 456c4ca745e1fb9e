package soar.darktrace.feature.device;

/** The fields that Darktrace orders devices by. */
enum DeviceOrderBy {
    PRIORITY("priority"),
    HOSTNAME("hostname"),
    IP("ip"),
    MACADDRESS("macaddress"),
    VENDOR("vendor"),
    OS("os"),
    FIRST_SEEN("firstSeen"),
    LAST_SEEN("lastSeen"),
    DEVICELABEL("devicelabel"),
    TYPELABEL("typelabel");

    private final String name;

    DeviceOrderBy(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
