package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The pictures beside the playbooks show what the playbooks do now. A picture holds a digest of what is drawn in it; pixels are
 * not compared, since each machine has fonts of its own.
 */
class PlaybookPictureTest {

    private static final String REWRITE = "mvn test -Dtest=PlaybookPictureTest -Dgenerate=true";
    private static final Path FOLDER = Playbook.FOLDER.resolve("doc_files");
    private static final String KEYWORD = "Drawn-From";
    private static final String FORMAT = "javax_imageio_png_1.0";

    static Stream<Playbook> playbooks() {
        return Playbook.all().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void thePictureOfAPlaybookIsDrawnFromIt(Playbook playbook) throws IOException {
        Path file = FOLDER.resolve(PlaybookPicture.fileName(playbook));
        PlaybookPicture picture = new PlaybookPicture(playbook);
        String digest = digest(picture.words());
        if (Boolean.getBoolean("generate") && !digestOf(file).equals(Optional.of(digest))) {
            Files.createDirectories(FOLDER);
            write(picture.draw(), digest, file);
        }
        assertThat(digestOf(file))
                .as("%s is stale; draw it anew with: %s", file, REWRITE)
                .contains(digest);
        assertThat(Files.size(file)).as("the size of %s", file).isBetween(5_000L, 400_000L);
    }

    @Test
    void thereIsNoPictureWithoutItsPlaybook() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            playbooks().map(PlaybookPicture::fileName).toList());
        }
    }

    private static String digest(String words) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(BufferedImage image, String digest, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", KEYWORD);
        entry.setAttribute("value", digest);
        IIOMetadataNode text = new IIOMetadataNode("tEXt");
        text.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(text);
        metadata.mergeTree(FORMAT, root);
        try (OutputStream out = Files.newOutputStream(file);
                ImageOutputStream png = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(png);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
    }

    private static Optional<String> digestOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream png =
                ImageIO.createImageInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            reader.setInput(png);
            Element root = (Element) reader.getImageMetadata(0).getAsTree(FORMAT);
            NodeList entries = root.getElementsByTagName("tEXtEntry");
            return IntStream.range(0, entries.getLength())
                    .mapToObj(i -> (Element) entries.item(i))
                    .filter(entry -> entry.getAttribute("keyword").equals(KEYWORD))
                    .map(entry -> entry.getAttribute("value"))
                    .findFirst();
        } finally {
            reader.dispose();
        }
    }
}
