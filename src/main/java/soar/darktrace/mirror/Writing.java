package soar.darktrace.mirror;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Comments;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.api.NewComment;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.ReasonTemplate;

/**
 * Writes an update to Darktrace: the comments first, the acknowledgement after, so that nothing is acknowledged without its
 * ground. A failure of one note does not stop the others; XSOAR sends the update again, and what is there is left alone.
 */
final class Writing {

    /** After one of these nothing was written. */
    private static final Set<Kind> REFUSALS = Set.of(Kind.REFUSED, Kind.NOT_FOUND);

    private final RemoteUpdate update;
    private final DarktraceInstance darktrace;
    private final ModelBreachApi breaches;
    private final RemoteGroup groups;
    private final ReasonTemplate template;
    private final Written written;

    Writing(RemoteUpdate update, DarktraceInstance darktrace, RemoteGroup groups, ReasonTemplate template) {
        this.update = update;
        this.darktrace = darktrace;
        this.breaches = darktrace.api(ModelBreachApi.class);
        this.groups = groups;
        this.template = template;
        this.written = new Written(update);
    }

    Mono<CommandResult> run() {
        return notes().isEmpty() && update.acknowledges().isEmpty()
                ? Mono.fromSupplier(written::result)
                : Counterpart.of(update.remote(), darktrace, groups)
                        .flatMap(this::writeTo)
                        .onErrorResume(DarktraceException.class, this::unknown)
                        .then(Mono.fromSupplier(written::result));
    }

    private List<Note> notes() {
        return Stream.concat(update.notes().stream(), update.closing().stream()).toList();
    }

    /** What Darktrace does not know any more is never there again, so that XSOAR must not go on trying. */
    private Mono<Void> unknown(DarktraceException failure) {
        return failure.kind() == Kind.NOT_FOUND
                ? Mono.fromRunnable(() -> written.hasNoPlace("Nothing was written to Darktrace: " + failure.sentence()))
                : Mono.error(failure);
    }

    private Mono<Void> writeTo(Counterpart counterpart) {
        return notes(counterpart).then(Mono.defer(() -> acknowledge(counterpart)));
    }

    private Mono<Void> notes(Counterpart counterpart) {
        List<Note> notes = notes();
        if (notes.isEmpty()) {
            return Mono.empty();
        }
        if (counterpart.pbids().isEmpty()) {
            return Mono.fromRunnable(
                    () -> written.hasNoPlace(
                            "AI Analyst incident " + update.remote().id()
                                    + " has no related model breach, and Darktrace keeps comments on those alone: its notes stay in XSOAR."));
        }
        return Flux.fromIterable(counterpart.pbids())
                .concatMap(pbid -> breaches.comments(pbid, null).map(Comments::in))
                .collectList()
                .flatMap(known -> Flux.fromIterable(notes)
                        .concatMap(note -> known.stream().anyMatch(note::isAmong)
                                ? Mono.fromRunnable(written::isCommented)
                                : post(note, counterpart.pbids()))
                        .then())
                .onErrorResume(DarktraceException.class, failure -> {
                    notes.forEach(note -> written.failed(note.part(), failure));
                    return Mono.empty();
                });
    }

    private Mono<Void> post(Note note, List<Long> pbids) {
        return template.applyTo(note.text())
                .flatMap(text -> post(note, text, pbids))
                .doOnNext(response -> written.isCommented())
                .onErrorResume(DarktraceException.class, failure -> {
                    written.failed(note.part(), failure);
                    return Mono.empty();
                })
                .then();
    }

    /** To the first breach that takes it: of a group's breaches, the oldest may be gone. */
    private Mono<String> post(Note note, String text, List<Long> pbids) {
        return new NewComment(pbids.get(0), text, note.reference())
                .post(breaches)
                .onErrorResume(
                        DarktraceException.class,
                        failure -> REFUSALS.contains(failure.kind()) && pbids.size() > 1
                                ? post(note, text, pbids.subList(1, pbids.size()))
                                : Mono.error(failure));
    }

    private Mono<Void> acknowledge(Counterpart counterpart) {
        Optional<Boolean> wanted = update.acknowledges();
        if (wanted.isEmpty()
                || update.closing()
                        .filter(note -> written.isFailed(note.part()))
                        .isPresent()) {
            return Mono.empty();
        }
        if (counterpart.isAcknowledged() == wanted.get()) {
            return Mono.fromRunnable(() -> written.isAcknowledged(wanted.get()));
        }
        return counterpart
                .acknowledge()
                .set(wanted.get())
                .doOnNext(response -> written.isAcknowledged(wanted.get()))
                .onErrorResume(DarktraceException.class, failure -> {
                    written.failed("acknowledgement", failure);
                    return Mono.empty();
                })
                .then();
    }
}
