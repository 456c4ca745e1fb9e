package soar.darktrace.feature.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.SearchAnswer;
import soar.darktrace.api.SearchQuestion;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Collects the results of a search, page by page. A later page that fails leaves the results before it, marked as partial. */
final class SearchPages {

    private final Function<SearchQuestion, Mono<SearchAnswer>> transport;
    private final SearchQuestion question;
    private final long first;
    private final long most;
    private final long pageSize;
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private final Set<String> partialReasons = new LinkedHashSet<>();
    private long read;
    private long took;
    private @Nullable Long total;
    private boolean isCut;
    private boolean isEmptyBody;
    private boolean isOdd;

    /**
     * The pages of a search.
     *
     * @param first the index of the first result
     * @param most how many results are returned
     * @param pageSize how many are asked for at once
     */
    SearchPages(
            Function<SearchQuestion, Mono<SearchAnswer>> transport,
            SearchQuestion question,
            long first,
            long most,
            long pageSize) {
        this.transport = transport;
        this.question = question;
        this.first = first;
        this.most = most;
        this.pageSize = pageSize;
    }

    Mono<CommandResult> read() {
        long size = Math.min(pageSize, most - read);
        return transport
                .apply(question.page(first + read, size))
                .map(answer -> add(answer, size))
                .onErrorResume(DarktraceException.class, this::stop)
                .flatMap(isLast -> isLast ? Mono.fromSupplier(this::result) : read());
    }

    /** Whether it was the last page. */
    private boolean add(SearchAnswer answer, long size) {
        List<JsonNode> hits = answer.hits();
        hits.forEach(hit -> {
            if (hit instanceof ObjectNode object && object.path("_source").isObject()) {
                results.add(new SearchResult(object).outputs());
            } else {
                isOdd = true;
            }
        });
        isEmptyBody |= answer.isEmpty() && read == 0;
        answer.partialReason().ifPresent(partialReasons::add);
        answer.total().ifPresent(all -> total = all);
        took += answer.took().orElse(0);
        read += hits.size();
        boolean isFull = hits.size() >= size;
        isCut = isFull && read >= most;
        return !isFull || read >= most || (total != null && first + read >= total);
    }

    private Mono<Boolean> stop(DarktraceException failure) {
        if (read == 0) {
            return Mono.error(failure);
        }
        partialReasons.add("the page from offset " + (first + read) + " on failed: " + failure.sentence());
        return Mono.just(true);
    }

    private CommandResult result() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        if (total != null) {
            outputs.put("total", total);
        }
        outputs.put("took", took).put("partial", !partialReasons.isEmpty());
        if (!partialReasons.isEmpty()) {
            outputs.put("partialReason", String.join("; ", partialReasons));
        }
        boolean isMore = total == null ? isCut : first + read < total && read > 0;
        if (isMore) {
            outputs.put("nextOffset", first + read);
        }
        outputs.set("results", results);
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        results.forEach(found -> rows.add(SearchResult.row(found)));
        return CommandResult.of("Darktrace Advanced Search", outputs)
                .showing(rows, "Time", "Type", "From", "To")
                .warning(warnings(isMore));
    }

    private List<String> warnings(boolean isMore) {
        List<String> warnings = new ArrayList<>();
        if (!partialReasons.isEmpty()) {
            warnings.add(PartialAnswer.sentence(String.join("; ", partialReasons)));
        }
        if (isMore) {
            warnings.add("%s; %s are shown. Narrow the search, or read on with offset=%s or all_pages=true."
                    .formatted(
                            total == null ? "More results may match" : total + " results match",
                            results.size(),
                            first + read));
        }
        if (isEmptyBody) {
            warnings.add(PartialAnswer.EMPTY);
        }
        if (isOdd) {
            warnings.add("Some results are not in the expected shape; they are left out.");
        }
        return warnings;
    }
}
