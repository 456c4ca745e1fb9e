package soar.darktrace.endurance;

/** What stands before several connectors. */
interface ReplicaProxy extends AutoCloseable {

    String url();

    @Override
    void close();
}
