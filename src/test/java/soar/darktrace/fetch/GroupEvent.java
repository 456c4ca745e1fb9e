package soar.darktrace.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import soar.darktrace.appliance.Fault;
import soar.darktrace.fetch.HistoryEvent.Crash;

/** Something that happens to AI Analyst's groups, or to the connector that fetches them. */
sealed interface GroupEvent {

    /**
     * An event joins a group, which begins with its first one.
     *
     * @param number makes its ID
     * @param group makes the ID of the group
     * @param age how long ago its activity ended
     * @param length how long its activity was
     * @param delay how long after that it is shown
     * @param score of the group, 0 to 100
     */
    record Join(
            int number, int group, Duration age, Duration length, Duration delay, int score, String category, int did)
            implements GroupEvent {}

    /** A group gets another score or category, without any activity. */
    record Assess(int group, int score, String category) implements GroupEvent {}

    /** All events of a group that are shown are acknowledged, or not any more. */
    record Acknowledge(int group, boolean isAcknowledged) implements GroupEvent {}

    /** One group takes up another. */
    record Merge(int takenUp, int survivor) implements GroupEvent {}

    /** Time goes by on both sides. */
    record Pass(Duration time) implements GroupEvent {}

    /** The connector's clock is set: so far ahead of the appliance's, or behind it. */
    record SetClock(Duration ahead) implements GroupEvent {}

    /** The connector fetches. The first {@code times} requests meet the fault. */
    record Fetch(@Nullable Fault fault, int times, Crash crash) implements GroupEvent {}

    /** Fetching starts anew, from what the settings say. */
    record Reset() implements GroupEvent {}
}
