package soar.darktrace.mcp;

import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import java.util.Base64;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** The files of commands: reading one runs its command, as over HTTP. */
record Files(CommandDispatcher dispatcher) {

    /** A message of the protocol holds a file as a whole, as text. */
    private static final int LARGEST = 1 << 20;

    Mono<ReadResourceResult> read(FileAddress address) {
        return dispatcher
                .download(address.request())
                .flatMap(file -> DataBufferUtils.join(file.body(), LARGEST)
                        .onErrorMap(DataBufferLimitException.class, large -> tooLarge(address))
                        .map(bytes -> new ReadResourceResult(
                                List.of(new BlobResourceContents(address.text(), file.type(), base64(bytes), null)),
                                null)));
    }

    private static String base64(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static CommandException tooLarge(FileAddress address) {
        return new CommandException(
                Reason.INVALID_REQUEST,
                "The file is over 1 MiB, which is the most for an assistant: a person gets it by POST /api/v1/commands/"
                        + address.request().command() + " with Accept: application/octet-stream.");
    }
}
