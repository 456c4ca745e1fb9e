package soar.darktrace.feature.email;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Email;
import soar.darktrace.api.EmailApi;
import soar.darktrace.api.EmailApi.Query;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.TimeWindow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a search page by page, until there are enough emails or no more. An email comes once, also where one that arrived
 * meanwhile moved it to the next page.
 */
final class FoundEmails {

    private final EmailApi api;
    private final TimeWindow window;
    private final long most;
    private final AnswerShare share;
    private final Map<String, Email> found = new LinkedHashMap<>();
    private boolean hasMore;
    private boolean hasOdd;

    /** One page that was read. */
    private static final class Page {

        private final int number;
        private final Set<String> ofQuery;
        private int received;
        private boolean hasNew;

        /**
         * A page that nothing was read of yet.
         *
         * @param ofQuery the emails of the same query before it; those of another query may be its emails, too
         */
        Page(int number, Set<String> ofQuery) {
            this.number = number;
            this.ofQuery = ofQuery;
        }

        /** A page without an email that is new to its query is the last one, too, where an appliance repeats itself. */
        boolean isLast() {
            return received < EmailApi.PAGE || !hasNew;
        }
    }

    /**
     * Makes ready to read.
     *
     * @param most how many emails are enough
     */
    FoundEmails(EmailApi api, TimeWindow window, long most, AnswerShare share) {
        this.api = api;
        this.window = window;
        this.most = most;
        this.share = share;
    }

    Mono<FoundEmails> read(List<Query> queries) {
        return Flux.fromIterable(queries)
                .concatMap(query -> page(query, 0, new HashSet<>())
                        .expand(page ->
                                page.isLast() || isFull() ? Mono.empty() : page(query, page.number + 1, page.ofQuery)))
                .then(Mono.just(this));
    }

    private Mono<Page> page(Query query, int number, Set<String> ofQuery) {
        EmailApi.Search search = new EmailApi.Search(
                number,
                EmailApi.PAGE,
                window.start().getEpochSecond(),
                window.end().getEpochSecond(),
                query);
        return Mono.defer(() -> api.search(search).collect(() -> new Page(number, ofQuery), this::add))
                .doOnNext(page -> hasMore |= isFull() && !page.isLast());
    }

    private void add(Page page, JsonNode item) {
        page.received++;
        if (!(item instanceof ObjectNode object) || !object.path("uuid").isString()) {
            hasOdd = true;
            return;
        }
        Email email = new Email(object);
        page.hasNew |= page.ofQuery.add(email.uuid());
        if (found.containsKey(email.uuid())) {
            return;
        }
        if (isFull()) {
            hasMore = true;
            return;
        }
        share.take(AnswerShare.bytes(object));
        found.put(email.uuid(), email);
    }

    private boolean isFull() {
        return found.size() >= most;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    CommandResult result(String url, KnownTags known) {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Email email : found.values()) {
            ObjectNode shown = email.outputs(url, known.tags());
            outputs.add(shown);
            rows.add(email.row(shown));
        }
        return CommandResult.of("Darktrace Emails", outputs)
                .showing(rows)
                .warning(warnings())
                .warning(known.warnings());
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(window.warnings());
        if (hasMore) {
            warnings.add("There may be more emails than the " + found.size()
                    + " that are returned. Narrow the search, or raise max_results, or limits.max-entries above it.");
        }
        if (hasOdd) {
            warnings.add("Some emails are not in the expected shape; they are left out.");
        }
        return warnings;
    }
}
