package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import soar.darktrace.web.IncidentFeed.Page;

/**
 * Writes pages of incidents as their reader takes them, event by event and in small pieces: Reactor Netty asks for 128 pieces
 * ahead, whatever their size, so that pieces of a whole document would fill the memory with what nobody reads.
 */
final class IncidentWriter {

    private static final int PIECE = 2048;

    private final DataBufferFactory buffers;

    IncidentWriter(DataBufferFactory buffers) {
        this.buffers = buffers;
    }

    /** A page as a JSON document. */
    Flux<DataBuffer> document(Page page) {
        return Flux.concat(
                text("{\"incidents\":["),
                Flux.fromIterable(page.events())
                        .index()
                        .concatMap(
                                event -> text((event.getT1() == 0 ? "" : ",")
                                        + event.getT2().json()),
                                1),
                text("],\"next\":\"" + page.next().text() + "\"}"));
    }

    /** The events of a page as server-sent ones. */
    Flux<DataBuffer> events(Page page) {
        return Flux.fromIterable(page.events())
                .concatMap(
                        event -> text("id:" + new Cursor(event.position()).text() + "\nevent:incident\ndata:"
                                + event.json() + "\n\n"),
                        1);
    }

    /** A comment, which readers of a stream ignore. */
    Flux<DataBuffer> comment(String text) {
        return text(":" + text + "\n\n");
    }

    private Flux<DataBuffer> text(String text) {
        return Flux.defer(() -> {
            byte[] bytes = text.getBytes(UTF_8);
            List<DataBuffer> pieces = new ArrayList<>();
            for (int start = 0; start < bytes.length; start += PIECE) {
                pieces.add(buffers.wrap(ByteBuffer.wrap(bytes, start, Math.min(PIECE, bytes.length - start))));
            }
            return Flux.fromIterable(pieces);
        });
    }
}
