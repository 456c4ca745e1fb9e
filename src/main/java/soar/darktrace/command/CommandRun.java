package soar.darktrace.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.InstanceSettings;
import soar.darktrace.client.Shield;

/**
 * One run of a command, on a subscription of its own. It is over for its caller with the answer, with the deadline, or
 * when the caller leaves; it is accounted for when its outcome is settled. These are the same moment unless a change was
 * begun: what has begun none is cancelled as soon as nobody waits for it.
 */
final class CommandRun<T> {

    /** How long a change that was begun may go on after its caller stopped waiting, beyond one answer. */
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final Mono<T> work;
    private final CommandAccount account;
    private final OpenChanges openChanges;
    private final InstanceSettings.@Nullable Limits limits;
    private final Shield shield;
    private final Disposable.Swap running = Disposables.swap();
    private final Disposable.Swap timer = Disposables.swap();
    private boolean isAwaited = true;
    private boolean isSettled;

    private CommandRun(
            Mono<T> work, CommandAccount account, OpenChanges openChanges, InstanceSettings.@Nullable Limits limits) {
        this.work = work;
        this.account = account;
        this.openChanges = openChanges;
        this.limits = limits;
        this.shield = Shield.until(limits == null ? null : limits.commandDeadline(), () -> openChanges.add(this));
    }

    /**
     * The work as its caller sees it.
     *
     * @param limits those of the instance; null for a command for this service, which takes as long as it takes
     */
    static <T> Mono<T> of(
            Mono<T> work, CommandAccount account, OpenChanges openChanges, InstanceSettings.@Nullable Limits limits) {
        return Mono.create(caller -> new CommandRun<>(work, account, openChanges, limits).start(caller));
    }

    /** After which the outcome of a command is settled, whatever becomes of it. */
    static Duration longest(InstanceSettings.Limits limits) {
        return limits.commandDeadline().plus(limits.answerTimeout()).plus(SETTLE);
    }

    private void start(MonoSink<T> caller) {
        if (limits != null) {
            timer.update(after(limits.commandDeadline(), () -> expire(caller)));
        }
        caller.onCancel(this::leave);
        running.update(work.subscribe(
                answer -> settle(() -> account.succeed(shield.hasRefused()), () -> caller.success(answer)),
                failure -> settle(() -> account.fail(failure), () -> caller.error(failure)),
                () -> settle(() -> account.succeed(shield.hasRefused()), caller::success),
                shield.putInto(Context.of(caller.contextView()))));
    }

    private void settle(Runnable accounting, Runnable answer) {
        synchronized (this) {
            if (isSettled) {
                return;
            }
            isSettled = true;
        }
        timer.dispose();
        try {
            accounting.run();
        } finally {
            account.whenRecorded().subscribe(null, null, () -> {
                openChanges.remove(this);
                if (stopWaiting()) {
                    answer.run();
                }
            });
        }
    }

    /** No further change begins. */
    void withdraw() {
        shield.withdraw();
    }

    synchronized boolean isAwaited() {
        return isAwaited;
    }

    /** Whether the caller waited until now. */
    private synchronized boolean stopWaiting() {
        boolean wasAwaited = isAwaited;
        isAwaited = false;
        return wasAwaited;
    }

    private void leave() {
        if (stopWaiting() && !goesOn()) {
            settle(account::cancel, () -> {});
            running.dispose();
        }
    }

    private void expire(MonoSink<T> caller) {
        if (!stopWaiting()) {
            return;
        }
        if (goesOn()) {
            caller.error(unsettled());
        } else {
            DarktraceException late = late();
            settle(() -> account.fail(late), () -> {});
            running.dispose();
            caller.error(late);
        }
    }

    /** Whether a change was begun, so that the run goes on for a time without its caller. */
    private boolean goesOn() {
        if (!shield.withdraw()) {
            return false;
        }
        account.callerLeft();
        synchronized (this) {
            if (!isSettled && limits != null) {
                timer.update(after(SETTLE.plus(limits.answerTimeout()), this::giveUp));
            }
        }
        return true;
    }

    private void giveUp() {
        settle(() -> account.fail(new DarktraceException(Kind.OUTCOME_UNKNOWN, "Not settled in time")), () -> {});
        running.dispose();
    }

    private static Disposable after(Duration time, Runnable step) {
        return Schedulers.parallel().schedule(step, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static DarktraceException late() {
        return new DarktraceException(
                Kind.TIMEOUT,
                "The command took longer than the instance's limits.command-deadline; nothing was changed. Ask for less,"
                        + " or raise it.");
    }

    private static DarktraceException unsettled() {
        return new DarktraceException(
                Kind.OUTCOME_UNKNOWN,
                "The command took longer than the instance's limits.command-deadline, and a change was sent: it may have"
                        + " been made. Look at its state in Darktrace before you send it again; this service's log will"
                        + " say how it ended.");
    }
}
