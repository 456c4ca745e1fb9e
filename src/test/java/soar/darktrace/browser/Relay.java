package soar.darktrace.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network between browser and connector, which breaks when it is told to. */
final class Relay implements AutoCloseable {

    private final int target;
    private final ServerSocket server;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean isBroken;

    Relay(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends every connection, and each that comes. */
    void breakDown() throws IOException {
        isBroken = true;
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    void repair() {
        isBroken = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket browser = server.accept();
                if (isBroken) {
                    browser.close();
                    continue;
                }
                Socket connector = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(browser);
                open.add(connector);
                threads.execute(() -> copy(browser, connector));
                threads.execute(() -> copy(connector, browser));
            } catch (IOException e) {
                // Closed, by the test or by the other side.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Broken down.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        breakDown();
        threads.shutdownNow();
    }
}
