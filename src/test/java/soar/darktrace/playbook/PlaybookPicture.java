package soar.darktrace.playbook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import soar.darktrace.playbook.Canvas.Connection;
import soar.darktrace.playbook.Task.Kind;

/** Draws a playbook as the editor shows it: a box for each task at its place, and the lines between them with their labels. */
final class PlaybookPicture {

    /** Raised where the drawing itself changes, so that every picture is drawn anew. */
    private static final int VERSION = 3;

    private static final double SCALE = 0.55;
    private static final int MARGIN = 40;
    private static final int STRIPE = 12;
    private static final Color PAPER = new Color(0xF3F5F8);
    private static final Color INK = new Color(0x22313F);
    private static final Color FAINT = new Color(0x64748B);
    private static final Color LINE = new Color(0x7B8794);
    private static final Color FAILURE = new Color(0xC0392B);
    private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 21);
    private static final Font RUNS = new Font(Font.SANS_SERIF, Font.PLAIN, 17);

    private final Playbook playbook;
    private final Canvas canvas;

    PlaybookPicture(Playbook playbook) {
        this.playbook = playbook;
        canvas = Canvas.of(playbook);
    }

    /** The name that demisto-sdk looks for: that of the document without its prefix. */
    static String fileName(Playbook playbook) {
        return playbook.file()
                .getFileName()
                .toString()
                .replaceFirst("^playbook-", "")
                .replaceFirst("yml$", "png");
    }

    /** Everything that is drawn, in words: a picture of the same words is up to date, whatever fonts it was drawn with. */
    String words() {
        StringBuilder words = new StringBuilder("drawing " + VERSION + "\n");
        playbook.tasks()
                .forEach((id, task) -> words.append(
                        "%s %s %s %s %s\n".formatted(id, task.kind(), canvas.box(id), task.name(), below(task))));
        canvas.connections().forEach(connection -> words.append(connection).append('\n'));
        return words.toString();
    }

    BufferedImage draw() {
        Rectangle bounds = canvas.bounds();
        BufferedImage image = new BufferedImage(
                (int) ((bounds.width + 2 * MARGIN) * SCALE),
                (int) ((bounds.height + 2 * MARGIN) * SCALE),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(SCALE, SCALE);
        graphics.translate(MARGIN - bounds.x, MARGIN - bounds.y);
        canvas.connections().forEach(connection -> draw(graphics, connection));
        playbook.tasks().forEach((id, task) -> draw(graphics, task, canvas.box(id)));
        canvas.connections().forEach(connection -> drawLabel(graphics, connection));
        graphics.dispose();
        return image;
    }

    private static void draw(Graphics2D graphics, Connection connection) {
        boolean failure = connection.label().equals("#error#");
        Line2D line = connection.line();
        graphics.setColor(failure ? FAILURE : LINE);
        Stroke stroke = new BasicStroke(2.4f);
        graphics.setStroke(
                failure
                        ? new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {9, 6}, 0)
                        : stroke);
        graphics.draw(line);
        graphics.setStroke(stroke);
        double angle = Math.atan2(line.getY2() - line.getY1(), line.getX2() - line.getX1());
        Path2D head = new Path2D.Double();
        head.moveTo(line.getX2(), line.getY2());
        head.lineTo(line.getX2() - 15 * Math.cos(angle - 0.4), line.getY2() - 15 * Math.sin(angle - 0.4));
        head.lineTo(line.getX2() - 15 * Math.cos(angle + 0.4), line.getY2() - 15 * Math.sin(angle + 0.4));
        head.closePath();
        graphics.fill(head);
    }

    private static void drawLabel(Graphics2D graphics, Connection connection) {
        if (!connection.hasLabel()) {
            return;
        }
        boolean failure = connection.label().equals("#error#");
        graphics.setFont(RUNS);
        Rectangle label = connection.label(graphics.getFontMetrics().stringWidth(connection.text()) + 16);
        graphics.setColor(Color.WHITE);
        graphics.fillRoundRect(label.x, label.y, label.width, label.height, 14, 14);
        graphics.setColor(failure ? FAILURE : LINE);
        graphics.setStroke(new BasicStroke(1.2f));
        graphics.drawRoundRect(label.x, label.y, label.width, label.height, 14, 14);
        graphics.setColor(failure ? FAILURE : INK);
        graphics.drawString(connection.text(), label.x + 8, label.y + 20);
    }

    private static void draw(Graphics2D graphics, Task task, Rectangle box) {
        boolean title = task.kind() == Kind.TITLE || task.kind() == Kind.START;
        int arc = title ? box.height : 14;
        graphics.setColor(title ? colour(task) : Color.WHITE);
        graphics.fillRoundRect(box.x, box.y, box.width, box.height, arc, arc);
        graphics.setColor(colour(task));
        graphics.setStroke(new BasicStroke(2.2f));
        graphics.drawRoundRect(box.x, box.y, box.width, box.height, arc, arc);
        if (!title) {
            graphics.fillRoundRect(box.x, box.y, STRIPE, box.height, arc, arc);
        }
        graphics.setFont(NAME);
        String below = below(task);
        List<String> lines = wrapped(task.kind() == Kind.START ? "Start" : task.name(), graphics.getFontMetrics());
        int height = 25 * lines.size() + (below.isEmpty() ? 0 : 22);
        int y = box.y + (box.height - height) / 2 + 19;
        graphics.setColor(title ? Color.WHITE : INK);
        for (String line : lines) {
            centred(graphics, line, box, title ? 0 : STRIPE, y);
            y += 25;
        }
        graphics.setFont(RUNS);
        if (graphics.getFontMetrics().stringWidth(below) > Canvas.WIDTH - 36) {
            graphics.setFont(RUNS.deriveFont(13f));
        }
        graphics.setColor(FAINT);
        centred(graphics, shortened(below, graphics.getFontMetrics()), box, STRIPE, y - 2);
    }

    private static void centred(Graphics2D graphics, String text, Rectangle box, int indent, int y) {
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.drawString(text, box.x + (box.width - width + indent) / 2, y);
    }

    private static List<String> wrapped(String text, FontMetrics metrics) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && metrics.stringWidth(longer) > Canvas.WIDTH - 50) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    private static String shortened(String text, FontMetrics metrics) {
        String shorter = text;
        while (metrics.stringWidth(shorter) > Canvas.WIDTH - 36) {
            shorter = shorter.replaceFirst(".…?$", "…");
        }
        return shorter;
    }

    /** The second line of a box: what it runs, or what the analyst has to do. */
    private static String below(Task task) {
        return switch (task.kind()) {
            case COMMAND, SCRIPT, BUILTIN -> task.runs();
            case PLAYBOOK -> task.runs() + (task.loopsUntil().isMissingNode() && !task.runsForEach() ? "" : " ↻");
            case QUESTION -> "asks the analyst";
            case FORM -> "the analyst fills in";
            case MANUAL -> "by hand";
            case START, TITLE, CONDITION -> "";
        };
    }

    private static Color colour(Task task) {
        return new Color(
                switch (task.kind()) {
                    case START -> 0x1F7A4D;
                    case TITLE -> task.isHeader() ? 0x27557F : 0x56657A;
                    case COMMAND -> 0x2F80C2;
                    case BUILTIN, SCRIPT -> 0x7C8DA1;
                    case PLAYBOOK -> 0x7D5BA6;
                    case CONDITION -> 0xD9A21B;
                    case QUESTION, FORM -> 0xE07B39;
                    case MANUAL -> 0xC0392B;
                });
    }
}
