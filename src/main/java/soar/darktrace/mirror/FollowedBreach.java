package soar.darktrace.mirror;

import org.jspecify.annotations.Nullable;

/**
 * What was told of a breach that is an incident.
 *
 * @param id the pbid in digits
 * @param version 0 where nothing was told yet
 * @param acknowledged when and by whom it was acknowledged; null where it is open
 * @param commentCount as Darktrace counts; null where it did not say
 */
record FollowedBreach(
        String id,
        long version,
        @Nullable String acknowledged,
        @Nullable Long commentCount,
        ToldComments comments) {

    /** One of which nothing was told. */
    static FollowedBreach untold(String id) {
        return new FollowedBreach(id, 0, null, null, ToldComments.NONE);
    }

    FollowedBreach acknowledged(@Nullable String by) {
        return new FollowedBreach(id, version, by, commentCount, comments);
    }

    FollowedBreach counting(@Nullable Long count) {
        return new FollowedBreach(id, version, acknowledged, count, comments);
    }

    FollowedBreach told(ToldComments told) {
        return new FollowedBreach(id, version, acknowledged, commentCount, told);
    }
}
