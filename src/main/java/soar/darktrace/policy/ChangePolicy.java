package soar.darktrace.policy;

/** What this service may change of an instance besides RESPOND actions and tags. */
final class ChangePolicy {

    private ChangePolicy() {}

    /**
     * {@code darktrace.instances.<name>.devices}.
     *
     * @param update whether it may change priority and type of devices, which move scores; a label is free
     */
    record OfDevices(boolean update) {}

    /**
     * {@code darktrace.instances.<name>.subnets}.
     *
     * @param update whether it may change subnets
     * @param exclude whether it may also leave a subnet out of what Darktrace sees or models, which blinds it there
     */
    record OfSubnets(boolean update, boolean exclude) {}
}
