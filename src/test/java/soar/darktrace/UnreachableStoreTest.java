package soar.darktrace;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class UnreachableStoreTest {

    /** The lock stands for another process, which H2 would hold it for; within one it opens a file twice. */
    @Test
    void aSecondConnectorOnAnEmbeddedStoreIsToldHowToHaveOneOfItsOwn(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path store = directory.resolve("store");
        try (FileChannel file = FileChannel.open(Path.of(store + ".mv.db"), CREATE_NEW, WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(catchThrowable(() -> start("jdbc:h2:file:" + store))).isNotNull();
        }

        assertThat(output.getAll())
                .contains("The store is in use by another connector.")
                .contains("DATA_DIRECTORY");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithTheSettingsToCheck(CapturedOutput output) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(catchThrowable(() -> start("jdbc:postgresql://127.0.0.1:" + port + "/store")))
                .isNotNull();

        assertThat(output.getAll())
                .contains("The database of the store cannot be opened: ")
                .contains("Check spring.datasource.url");
    }

    private static ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.hikari.initialization-fail-timeout=1",
                        "--spring.datasource.hikari.connection-timeout=1000");
    }
}
