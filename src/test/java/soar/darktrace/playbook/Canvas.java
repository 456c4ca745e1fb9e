package soar.darktrace.playbook;

import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A playbook as the editor draws it: boxes of one size, and straight lines from the middle of a box's lower edge to the middle
 * of the upper edge of the next. What the editor does is taken from public playbooks and their pictures.
 *
 * @param boxes the place of each task, by its ID
 */
record Canvas(Map<String, Rectangle> boxes, List<Connection> connections) {

    static final int WIDTH = 380;
    static final int HEIGHT = 100;
    static final int LABEL = 27;

    /**
     * A line from one task to the next.
     *
     * @param share of the line above its label
     */
    record Connection(String from, String label, String to, Line2D line, double share) {

        boolean hasLabel() {
            return !text().isEmpty();
        }

        /** What the editor writes on the line. */
        String text() {
            return switch (label) {
                case "#none#" -> "";
                case "#error#" -> "fails";
                case "#default#" -> "else";
                default -> label;
            };
        }

        /** About where the label is, whatever font it is written in. */
        Rectangle label(int width) {
            double x = line.getX1() + share * (line.getX2() - line.getX1());
            double y = line.getY1() + share * (line.getY2() - line.getY1());
            return new Rectangle((int) x - width / 2, (int) y - LABEL / 2, width, LABEL);
        }

        boolean runsDown() {
            return line.getY2() > line.getY1();
        }

        @Override
        public String toString() {
            return from + " " + label + " → " + to + (hasLabel() ? " at " + share : "");
        }
    }

    static Canvas of(Playbook playbook) {
        Map<String, Rectangle> boxes = new LinkedHashMap<>();
        playbook.tasks().forEach((id, task) -> boxes.put(id, box(task)));
        JsonNode shares = JsonMapper.shared()
                .readTree(playbook.document().path("view").asString())
                .path("linkLabelsPosition");
        List<Connection> connections = new ArrayList<>();
        playbook.tasks()
                .forEach((id, task) -> task.next()
                        .forEach((label, targets) -> targets.forEach(target -> {
                            double share =
                                    shares.path(id + "_" + target + "_" + label).asDouble(0.5);
                            connections.add(
                                    new Connection(id, label, target, line(box(boxes, id), box(boxes, target)), share));
                        })));
        return new Canvas(boxes, connections);
    }

    /** The tasks whose boxes a line crosses, or nearly touches, though it neither begins nor ends there. */
    List<String> behind(Connection connection, int distance) {
        return boxes.entrySet().stream()
                .filter(box ->
                        !box.getKey().equals(connection.from()) && !box.getKey().equals(connection.to()))
                .filter(box -> {
                    Rectangle around = new Rectangle(box.getValue());
                    around.grow(distance, distance);
                    return connection.line().intersects(around);
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    Rectangle box(String task) {
        return box(boxes, task);
    }

    /** What the boxes take up together. */
    Rectangle bounds() {
        return boxes.values().stream().reduce(Rectangle::union).orElseThrow();
    }

    private static Rectangle box(Map<String, Rectangle> boxes, String task) {
        return Objects.requireNonNull(boxes.get(task), () -> "There is no task " + task);
    }

    private static Rectangle box(Task task) {
        JsonNode position = JsonMapper.shared()
                .readTree(task.node().path("view").asString())
                .path("position");
        return new Rectangle(position.path("x").asInt(), position.path("y").asInt(), WIDTH, HEIGHT);
    }

    private static Line2D line(Rectangle from, Rectangle to) {
        return new Line2D.Double(from.getCenterX(), from.getMaxY(), to.getCenterX(), to.getMinY());
    }
}
