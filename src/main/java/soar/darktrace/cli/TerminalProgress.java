package soar.darktrace.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A line on a terminal that says what is waited for, and for how long already; erased before anything else is printed. What ends
 * within a second has none.
 */
final class TerminalProgress implements AutoCloseable {

    /** Set by the script {@code darktrace} where stderr is a terminal; a process cannot find out for itself. */
    static final String VARIABLE = "TERMINAL_PROGRESS";

    private static final Duration SILENT = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean isOn;
    private final int width;
    private final Duration silent;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long began = System.nanoTime();
    private String text;
    private boolean isShown;

    private TerminalProgress(PrintStream err, boolean isOn, int width, Duration silent, String text) {
        this.err = err;
        this.isOn = isOn;
        this.width = width;
        this.silent = silent;
        this.text = text;
    }

    static TerminalProgress of(Map<String, String> environment, PrintStream err, String text) {
        return of(environment, err, text, SILENT);
    }

    static TerminalProgress of(Map<String, String> environment, PrintStream err, String text, Duration silent) {
        boolean isOn = !environment.getOrDefault(VARIABLE, "").isEmpty();
        TerminalProgress progress = new TerminalProgress(err, isOn, TerminalTable.width(environment), silent, text);
        if (isOn) {
            Thread thread = new Thread(progress::run, "progress");
            thread.setDaemon(true);
            thread.start();
        }
        return progress;
    }

    /** Whether somebody watches. */
    boolean isOn() {
        return isOn;
    }

    /** What is waited for from now on. */
    synchronized void say(String what) {
        text = what;
    }

    /** Makes room for what is printed next; the line comes back below it. */
    synchronized void hide() {
        if (isShown) {
            err.print(ERASE);
            err.flush();
            isShown = false;
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        hide();
    }

    private void run() {
        try {
            boolean isClosed = closed.await(silent.toMillis(), TimeUnit.MILLISECONDS);
            while (!isClosed) {
                show();
                isClosed = closed.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void show() {
        if (closed.getCount() == 0) {
            return;
        }
        String time = " " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s";
        String what = WarRoomTerminal.printable(text).replace('\n', ' ').replace('\t', ' ');
        int room = Math.max(0, width - 1 - time.length());
        err.print(ERASE
                + (TerminalWidth.of(what) <= room ? what : what.substring(0, TerminalWidth.fitting(what, room)))
                + time);
        err.flush();
        isShown = true;
    }
}
