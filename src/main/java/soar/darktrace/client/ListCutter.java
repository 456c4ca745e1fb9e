package soar.darktrace.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Cuts a JSON list into its items while its bytes arrive, so that memory does not grow with the list. It finds the ends of
 * items only; whether one is JSON is the parser's to judge. What is no list is one item. An item that is too large or too
 * deep to be held becomes {@code null}, so that it does not hold up the others. A large one is counted until the next piece is
 * asked for, and what is no list until its request ends.
 *
 * <p>Spring's own way of reading a list item by item releases a buffer twice where the list is malformed (Spring Framework
 * 7.0.9), which harms whoever got that buffer in the meantime.
 */
final class ListCutter {

    /** What may come next. */
    private enum Place {
        BEFORE,
        ITEM_OR_END,
        ITEM,
        WITHIN_ITEM,
        COMMA_OR_END,
        AFTER
    }

    private static final byte[] NOTHING = {};

    /** Smaller items are not counted: pieces of the body have the same size. */
    private static final int SMALL = 64 * 1024;

    /** What stands for an item that is too large. */
    private static final byte[] TOO_LARGE = {'n', 'u', 'l', 'l'};

    private final AnswerParser parser;
    private final ExchangeShare share;
    private Place place = Place.BEFORE;
    private boolean isList;
    private final ItemEnd itemEnd = new ItemEnd();

    /** What arrived of an item before the latest piece. */
    private final KeptBytes begun;

    private boolean isTooLarge;

    /** How much of the share what arrived of an item has. */
    private int counted;

    /** How much of the share the items that ended in the latest piece have. */
    private int handedOn;

    ListCutter(AnswerParser parser, ExchangeShare share) {
        this.parser = parser;
        this.share = share;
        this.begun = new KeptBytes(parser.most());
    }

    /** Takes the next piece of the body and returns the items that end in it. */
    List<JsonNode> read(byte[] piece) {
        share.giveBack(handedOn);
        handedOn = 0;
        List<JsonNode> items = new ArrayList<>();
        int i = 0;
        while (i < piece.length) {
            if (place == Place.WITHIN_ITEM) {
                int end = itemEnd.in(piece, i, begun.length() == 0 && !isTooLarge);
                if (end < 0) {
                    if (!isTooLarge) {
                        keep(piece, i, piece.length);
                    }
                    return items;
                }
                items.add(item(piece, i, end));
                i = end;
            } else {
                i += step(piece[i]);
            }
        }
        return items;
    }

    /** Ends the body; fails where it ends before the list does. */
    List<JsonNode> end() {
        if (place == Place.WITHIN_ITEM && !isList && itemEnd.isOutside()) {
            return List.of(item(NOTHING, 0, 0));
        }
        if (place == Place.BEFORE || place == Place.AFTER) {
            return List.of();
        }
        throw new AnswerException(DarktraceAnswer.unreadable("is cut off"));
    }

    /** Moves on by a byte between items; returns 0 where it is the first of an item. */
    private int step(byte next) {
        if (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            return 1;
        }
        switch (place) {
            case BEFORE -> {
                if (next == '[') {
                    isList = true;
                    place = Place.ITEM_OR_END;
                    return 1;
                }
                // A byte order mark.
                return next == (byte) 0xEF || next == (byte) 0xBB || next == (byte) 0xBF ? 1 : begin(next);
            }
            case ITEM_OR_END -> {
                return next == ']' ? moveTo(Place.AFTER) : begin(next);
            }
            case ITEM -> {
                return begin(next);
            }
            case COMMA_OR_END -> {
                if (next == ',' || next == ']') {
                    return moveTo(next == ',' ? Place.ITEM : Place.AFTER);
                }
            }
            default -> {}
        }
        throw malformed();
    }

    private int moveTo(Place next) {
        place = next;
        return 1;
    }

    private int begin(byte first) {
        if (first == ',' || first == ']' || first == '}' || first == ':') {
            throw malformed();
        }
        place = Place.WITHIN_ITEM;
        itemEnd.reset();
        return 0;
    }

    private void keep(byte[] piece, int from, int to) {
        int length = begun.length() + to - from;
        if (!fits(length)) {
            giveUp();
            return;
        }
        if (length > SMALL) {
            share.take(length - counted);
            counted = length;
        }
        begun.add(piece, from, to);
    }

    private boolean fits(int length) {
        return isList ? parser.fitsAsItem(length) : length <= parser.most();
    }

    /** An item that is too large is read over; what is no list is too large as a whole. */
    private void giveUp() {
        if (!isList) {
            throw parser.tooLarge();
        }
        share.giveBack(counted);
        counted = 0;
        begun.clear();
        isTooLarge = true;
    }

    private JsonNode item(byte[] piece, int from, int to) {
        place = isList ? Place.COMMA_OR_END : Place.AFTER;
        if (begun.length() == 0 && !isTooLarge && to - from <= SMALL && fits(to - from)) {
            return parsed(piece, from, to - from);
        }
        if (!isTooLarge) {
            keep(piece, from, to);
        }
        if (isTooLarge) {
            isTooLarge = false;
            return parsed(TOO_LARGE, 0, TOO_LARGE.length);
        }
        JsonNode item = parsed(begun.bytes(), 0, begun.length());
        begun.clear();
        if (isList) {
            handedOn += counted;
        } else {
            share.leaveToRequest();
        }
        counted = 0;
        return item;
    }

    private JsonNode parsed(byte[] bytes, int from, int length) {
        return isList ? parser.parseItem(bytes, from, length) : parser.parse(bytes, from, length);
    }

    private static AnswerException malformed() {
        return new AnswerException(DarktraceAnswer.unreadable("is not JSON"));
    }
}
