package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The icon of the integration: a sensor, and a plug that fits it. Shapes alone, so that no font makes it differ. */
class PackIconTest {

    private static final Path ICON = Path.of("pack/Integrations/integration-Darktrace_Connector.png");
    private static final int WIDTH = 120;
    private static final int HEIGHT = 50;
    private static final Color INK = new Color(0x1f6f8b);
    private static final Color ACCENT = new Color(0x6f3d8b);

    /** What XSOAR's marketplace takes, in bytes. */
    private static final int LARGEST = 10_000;

    /** Of 255, on average: what another version of Java may draw differently at an edge. */
    private static final double TOLERANCE = 2;

    @Test
    void isDrawnHereAndHasTheSizeThatXsoarTakes() throws IOException {
        BufferedImage drawn = draw();
        if (Boolean.getBoolean("generate")) {
            ImageIO.write(drawn, "png", ICON.toFile());
        }

        BufferedImage kept = ImageIO.read(ICON.toFile());
        assertThat(Files.size(ICON)).isLessThan(LARGEST);
        assertThat(kept.getWidth()).isEqualTo(WIDTH);
        assertThat(kept.getHeight()).isEqualTo(HEIGHT);
        assertThat(difference(drawn, kept)).isLessThan(TOLERANCE);
    }

    private static double difference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int shift = 0; shift < 32; shift += 8) {
                    sum += Math.abs((one.getRGB(x, y) >>> shift & 0xff) - (other.getRGB(x, y) >>> shift & 0xff));
                }
            }
        }
        return sum / (4.0 * WIDTH * HEIGHT);
    }

    private static BufferedImage draw() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        sensor(pen);
        plug(pen);
        pen.dispose();
        return image;
    }

    private static void sensor(Graphics2D pen) {
        pen.setColor(INK);
        pen.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int radius : new int[] {8, 14, 20}) {
            pen.draw(new Arc2D.Double(28 - radius, 25 - radius, 2 * radius, 2 * radius, 40, 280, Arc2D.OPEN));
        }
        pen.setColor(ACCENT);
        pen.fill(new Ellipse2D.Double(24, 21, 8, 8));
        pen.draw(new Line2D.Double(28, 25, 58, 25));
    }

    private static void plug(Graphics2D pen) {
        pen.setColor(ACCENT);
        pen.fill(new RoundRectangle2D.Double(56, 14, 12, 22, 6, 6));
        pen.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new Line2D.Double(68, 20, 75, 20));
        pen.draw(new Line2D.Double(68, 30, 75, 30));
        pen.setColor(INK);
        Path2D socket = new Path2D.Double();
        socket.moveTo(80, 12);
        socket.lineTo(90, 12);
        socket.quadTo(100, 12, 100, 25);
        socket.quadTo(100, 38, 90, 38);
        socket.lineTo(80, 38);
        socket.closePath();
        pen.fill(socket);
        pen.draw(new Line2D.Double(100, 25, 112, 25));
    }
}
