package soar.darktrace.delivery;

/**
 * A configured sink.
 *
 * @param name its name in the configuration
 * @param settings what the configuration says of it
 * @param receiver its far end
 * @param watch what was last seen of it
 */
record Sink(String name, SinkSettings settings, Receiver receiver, SinkWatch watch) {}
