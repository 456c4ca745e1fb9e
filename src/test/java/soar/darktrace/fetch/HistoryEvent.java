package soar.darktrace.fetch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.Order;

/** Something that happens to an appliance or to the connector that fetches from it. */
sealed interface HistoryEvent {

    /** Breaches come into being; some are listed later than others. */
    record Arrive(List<RandomBreach> breaches) implements HistoryEvent {}

    /** The score of a breach rises, unless the breach is too old by now. */
    record Rise(int number, int score) implements HistoryEvent {}

    /** Time goes by on both sides. */
    record Pass(Duration time) implements HistoryEvent {}

    /** The connector's clock is set: so far ahead of the appliance's, or behind it. */
    record SetClock(Duration ahead) implements HistoryEvent {}

    /** The appliance lists in another order from now on. */
    record Reorder(Order order) implements HistoryEvent {}

    /** The connector fetches. The first {@code times} requests meet the fault. */
    record Fetch(@Nullable Fault fault, int times, Crash crash) implements HistoryEvent {}

    /** Fetching starts anew, from what the settings say. */
    record Reset() implements HistoryEvent {}

    /** When the connector is killed during a fetch. */
    enum Crash {
        NONE,
        BEFORE_SAVING,
        /** Where incidents and cursor are not saved together, between the two. */
        WHILE_SAVING
    }
}
