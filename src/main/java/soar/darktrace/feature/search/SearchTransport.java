package soar.darktrace.feature.search;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.api.SearchAnswer;
import soar.darktrace.api.SearchApi;
import soar.darktrace.api.SearchQuestion;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;

/**
 * Searches by POST, and by GET where an appliance is too old for that (before 6.1). Which one it has is found out once for an
 * instance that is configured.
 */
@Component
class SearchTransport {

    private final Set<String> older = ConcurrentHashMap.newKeySet();

    Mono<SearchAnswer> search(DarktraceInstance darktrace, SearchQuestion question) {
        SearchApi api = darktrace.api(SearchApi.class);
        Mono<SearchAnswer> byPath = api.searchByPath(question.hash()).map(SearchAnswer::of);
        if (older.contains(darktrace.name()) && darktrace.isConfigured()) {
            return byPath;
        }
        return api.search(new SearchApi.Hash(question.hash()))
                .map(SearchAnswer::of)
                .onErrorResume(
                        DarktraceException.class,
                        failure -> mayBeTooOld(failure)
                                ? byPath.doOnNext(answer -> remember(darktrace))
                                        .onErrorMap(DarktraceException.class, other -> clearer(failure, other))
                                : Mono.error(failure));
    }

    /** Nothing is kept of an instance that a request brought along. */
    private void remember(DarktraceInstance darktrace) {
        if (darktrace.isConfigured()) {
            older.add(darktrace.name());
        }
    }

    /** An appliance has no one answer to what it does not know: 404, 405, or its login page. */
    private static boolean mayBeTooOld(DarktraceException failure) {
        return isUnknown(failure) || failure.kind() == Kind.REFUSED;
    }

    private static boolean isUnknown(DarktraceException failure) {
        return failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.LOGIN_PAGE;
    }

    private static DarktraceException clearer(DarktraceException byPost, DarktraceException byPath) {
        return isUnknown(byPath) ? byPost : byPath;
    }
}
