package soar.darktrace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to the connector that sends bytes as they are, whatever a client library would refuse to send. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    /** Small, so that an answer which is not read stays with the connector. */
    private static final int RECEIVE_BUFFER = 16 * 1024;

    private final Socket socket;
    private final InputStream in;

    public RawConnection(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** A connection that is open already, such as one of TLS. */
    public RawConnection(Socket open) throws IOException {
        socket = open;
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The bytes of a body. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Bytes(byte[] all) {}

    /**
     * What came back.
     *
     * @param headers by their names in lower case, the last value of each
     * @param closes whether the connection takes no further request
     */
    public record Answer(int status, Map<String, String> headers, Bytes body, boolean closes) {

        public String text() {
            return new String(body.all(), UTF_8);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body.all());
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Sends a request on a connection of its own, which ends with the answer. */
    public static Answer answerTo(int port, String request) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            connection.send(request.getBytes(ISO_8859_1));
            return connection.answer(request.startsWith("HEAD "));
        }
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The beginning of what comes, which no further reading gets again. */
    public String firstBytes(int count) throws IOException {
        return new String(in.readNBytes(count), ISO_8859_1);
    }

    /** What comes up to and with a text in ASCII, which no further reading gets again. */
    public String textUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < end.length() || text.lastIndexOf(end) != text.length() - end.length()) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("The connection ended after: " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    /** The next answer; null where the connection was closed without one. */
    public @Nullable Answer answerOrEnd(boolean toHead) throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        int status = Integer.parseInt(first.split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status >= 100 && status < 200) {
            return answerOrEnd(toHead);
        }
        boolean closes = first.startsWith("HTTP/1.0")
                || headers.getOrDefault("connection", "").equals("close");
        byte[] body = toHead || status == 204 || status == 304 ? new byte[0] : body(headers);
        return new Answer(status, headers, new Bytes(body), closes);
    }

    public Answer answer(boolean toHead) throws IOException {
        Answer answer = answerOrEnd(toHead);
        if (answer == null) {
            throw new EOFException("The connection was closed without an answer");
        }
        return answer;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                all.write(in.readNBytes(size));
                line();
            }
            line();
            return all.toByteArray();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    }

    private int chunk() throws IOException {
        String size = line();
        if (size == null) {
            throw new EOFException("The answer breaks off");
        }
        return Integer.parseInt(size.strip(), 16);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
