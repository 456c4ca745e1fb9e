import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Waits for incidents on many streams and long polls, from source: see readers.sh. Arguments: port, streams, polls. */
final class IdleReaders {

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Socket stream = ask(port, "/api/v1/incidents/stream");
            if (!new String(stream.getInputStream().readNBytes(12), US_ASCII).equals("HTTP/1.1 200")) {
                throw new IllegalStateException("A stream was refused");
            }
            readers.add(stream);
        }
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            readers.add(ask(port, "/api/v1/incidents?wait=60s"));
        }
        System.out.println("ready " + readers.size());
        System.in.read();
    }

    private static Socket ask(int port, String path) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
        return socket;
    }
}
