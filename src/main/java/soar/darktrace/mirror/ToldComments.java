package soar.darktrace.mirror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import soar.darktrace.api.BreachComment;

/**
 * Which comments on a breach were told. Two comments that are the same in all that Darktrace says of them are two.
 *
 * @param keys of comments, the one told last at the end; bounded
 * @param until what was written up to this time was told as well, epoch milliseconds
 */
record ToldComments(List<String> keys, long until) {

    static final ToldComments NONE = new ToldComments(List.of(), Long.MIN_VALUE);

    private static final int MOST = 1_000;
    private static final int LENGTH_OF_KEY = 16;

    ToldComments {
        keys = List.copyOf(keys);
    }

    static ToldComments of(String joined, long until) {
        return new ToldComments(
                IntStream.range(0, joined.length() / LENGTH_OF_KEY)
                        .mapToObj(i -> joined.substring(i * LENGTH_OF_KEY, (i + 1) * LENGTH_OF_KEY))
                        .toList(),
                until);
    }

    String joined() {
        return String.join("", keys);
    }

    /** Those of others that were not told, oldest first. */
    List<BreachComment> news(List<BreachComment> comments) {
        List<String> known = new ArrayList<>(keys);
        return comments.stream()
                .filter(comment -> !comment.isOurs())
                .filter(comment -> comment.time() > until && !known.remove(comment.key()))
                .sorted(Comparator.comparingLong(BreachComment::time))
                .toList();
    }

    /**
     * The same with further ones.
     *
     * @param all the comments on the breach, by which the time is found up to which all are told where the keys are too many
     */
    ToldComments with(List<BreachComment> news, List<BreachComment> all) {
        List<String> more = new ArrayList<>(keys);
        news.forEach(comment -> more.add(comment.key()));
        int tooMany = Math.max(0, more.size() - MOST);
        if (tooMany == 0) {
            return new ToldComments(more, until);
        }
        Map<String, Long> times =
                all.stream().collect(Collectors.toMap(BreachComment::key, BreachComment::time, Math::max));
        long forgotten = more.subList(0, tooMany).stream()
                .mapToLong(key -> times.getOrDefault(key, until))
                .max()
                .orElse(until);
        return new ToldComments(more.subList(tooMany, more.size()), Math.max(until, forgotten));
    }
}
