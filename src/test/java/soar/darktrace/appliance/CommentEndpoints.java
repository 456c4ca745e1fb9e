package soar.darktrace.appliance;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the comments on a model breach. */
final class CommentEndpoints implements EndpointGroup {

    /** By default. */
    private static final int MOST = 100;

    private final Breaches breaches;

    CommentEndpoints(Breaches breaches) {
        this.breaches = breaches;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/mbcomments", this::all);
        routes.get("/modelbreaches/{pbid}/comments", this::list);
        routes.post("/modelbreaches/{pbid}/comments", this::add);
    }

    private JsonNode list(Call call) {
        ArrayNode comments = breaches.comments(call.requiredNumber("pbid"));
        if (call.unifiedView()) {
            for (int i = 0; i < comments.size(); i++) {
                ((ObjectNode) comments.get(i)).put("commentid", i + 1);
            }
        }
        return comments;
    }

    /** Which ones of a longer list are left out is not documented; here the oldest ones. */
    private JsonNode all(Call call) {
        TimeWindow window = TimeWindow.of(call);
        List<Long> pbids = call.numbers("pbid");
        List<ObjectNode> found = breaches.allComments().stream()
                .filter(comment -> window.contains(comment.path("time").asLong(0)))
                .filter(comment ->
                        pbids.isEmpty() || pbids.contains(comment.path("pbid").asLong(0)))
                .toList();
        int most = call.amount("count", MOST);
        return Json.array(found.subList(Math.max(0, found.size() - most), found.size()));
    }

    private JsonNode add(Call call) {
        if (!call.hasJsonBody()) {
            throw new InputError("comments are sent as JSON");
        }
        String message = call.field("message")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new InputError("message is missing"));
        boolean added = breaches.comment(call.requiredNumber("pbid"), message);
        if (added && call.unifiedView()) {
            JsonNode comments = list(call);
            return Json.array(List.of(comments.path(comments.size() - 1)));
        }
        return Json.object().put("response", added ? "SUCCESS" : "ERROR");
    }
}
