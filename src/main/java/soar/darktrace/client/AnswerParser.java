package soar.darktrace.client;

import java.util.Locale;
import org.springframework.util.unit.DataSize;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Parses one answer, or one item of a list, as far as it is not too large.
 *
 * @param most the largest number of bytes
 */
record AnswerParser(ObjectReader reader, int most) {

    /** Several items of a list are held at once, while something is made of them. */
    private static final int ITEMS_HELD = 4;

    private static final int ITEM_OF_ANY_LIST = 64 * 1024;

    /** What is read is written too, some levels deeper; Jackson writes 500. */
    private static final int DEEPEST = 400;

    /** Small answers may have any number of tokens. */
    private static final int ALWAYS_ALLOWED_TOKENS = 100_000;

    /** An answer of real data has fewer tokens for its length than this; {@code [{},{},{}…} needs 30 times its length. */
    private static final int BYTES_PER_TOKEN = 6;

    static AnswerParser of(DataSize maxAnswerSize, AnswerMemory memory) {
        int most = (int) Math.min(Math.min(maxAnswerSize.toBytes(), memory.most()), Integer.MAX_VALUE);
        JsonFactory json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxTokenCount(Math.max(ALWAYS_ALLOWED_TOKENS, most / BYTES_PER_TOKEN))
                        .build())
                .build();
        ObjectReader reader = JsonMapper.builder(json)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .reader();
        return new AnswerParser(reader, most);
    }

    /** The one value in these bytes; missing where they are blank. */
    JsonNode parse(byte[] bytes, int from, int length) {
        try {
            return reader.readTree(bytes, from, length);
        } catch (StreamConstraintsException e) {
            throw new AnswerException(DarktraceAnswer.unreadable(
                    "nests too deeply, or has too many values or too long numbers or names to be held"));
        } catch (JacksonException e) {
            throw new AnswerException(DarktraceAnswer.unreadable("is not JSON or is cut off"));
        }
    }

    /** The same for an item of a list: an odd one is no reason to fail the list, and stays as {@code null}. */
    JsonNode parseItem(byte[] bytes, int from, int length) {
        try {
            return reader.readTree(bytes, from, length);
        } catch (StreamConstraintsException e) {
            return NullNode.getInstance();
        } catch (JacksonException e) {
            throw new AnswerException(DarktraceAnswer.unreadable("is not JSON or is cut off"));
        }
    }

    /** Whether an item of a list can be held: a breach has some 7 KB. */
    boolean fitsAsItem(int length) {
        return length <= Math.max(Math.min(most, ITEM_OF_ANY_LIST), most / ITEMS_HELD);
    }

    void requireFit(int length) {
        if (length > most) {
            throw tooLarge();
        }
    }

    AnswerException tooLarge() {
        return new AnswerException(new DarktraceException(
                Kind.UNREADABLE,
                String.format(
                        Locale.ROOT,
                        "Darktrace's answer is larger than the %,d bytes that limits.max-answer-size and the memory of this"
                                + " service allow. Narrow the window or ask for less, or raise it.",
                        most)));
    }
}
