package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A list that arrives in pieces has the items that Jackson finds in the whole, or is no list to either. */
class ListCutterTest {

    private static final String LIST =
            "[{\"pbid\": 95, \"text\": \"a \\\"]}, \\\\\", \"é\": [[], {\"x\": -1.5e3}]}, [] ,"
                    + "\"a,]\\\"\" , null,true ,[[\"]\"]],{},12 , \"\"]";

    private static final JsonMapper WHOLE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final AnswerMemory MEMORY = new AnswerMemory(Long.MAX_VALUE);

    private static final AnswerParser PARSER = AnswerParser.of(DataSize.ofKilobytes(10), MEMORY);

    @Test
    void itsItemsAreTheSameHoweverItIsCut() {
        byte[] bytes = LIST.getBytes(StandardCharsets.UTF_8);
        List<JsonNode> expected = List.copyOf(WHOLE.readTree(bytes).asArray().values());
        for (int size = 1; size <= bytes.length; size++) {
            assertThat(items(bytes, size)).isEqualTo(expected);
        }
    }

    /** 20,000 lists with a byte or two changed, taken out or put in. */
    @Test
    void whatJacksonRefusesIsRefusedAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] odd = changed(LIST.getBytes(StandardCharsets.UTF_8), random);
            assertThat(read(odd, 1 + random.nextInt(odd.length + 1)))
                    .as("seed %d, %s", seed, new String(odd, StandardCharsets.UTF_8))
                    .isEqualTo(whole(odd));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void anItemThatIsTooLargeBecomesNullAndTheOthersArrive(int size) {
        byte[] list = ("[1, \"" + "x".repeat(20_000) + "\", 2, [\"" + "y".repeat(20_000) + "\"], 3]")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(items(list, size).toString()).isEqualTo("[1, null, 2, null, 3]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void aBareAnswerThatIsTooLargeIsRefused(int size) {
        byte[] answer = ("{\"a\": \"" + "x".repeat(20_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> items(answer, size))
                .hasMessageContaining("larger than the 10,240 bytes")
                .hasMessageContaining("max-answer-size");
    }

    /** A tree of them needs some 30 times their bytes. */
    @Test
    void anItemOfManyTinyObjectsBecomesNullThoughItIsShort() {
        byte[] list = ("[1,[" + "{},".repeat(300_000) + "1]]").getBytes(StandardCharsets.UTF_8);

        assertThat(cutter(AnswerParser.of(DataSize.ofMegabytes(1), MEMORY))
                        .read(list)
                        .toString())
                .isEqualTo("[1, null]");
    }

    private static byte[] changed(byte[] list, Random random) {
        String marks = "[]{},:\"\\ 1-eE.ntf\n";
        byte[] bytes = list;
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte mark = (byte) marks.charAt(random.nextInt(marks.length()));
            int kind = random.nextInt(4);
            byte[] rest = Arrays.copyOfRange(bytes, kind == 0 ? at : at + 1, bytes.length);
            byte[] begun = Arrays.copyOf(bytes, kind == 1 ? at : at + 1);
            if (kind != 1) {
                begun[at] = mark;
            }
            bytes = kind == 3 ? begun : Arrays.copyOf(begun, begun.length + rest.length);
            if (kind != 3) {
                System.arraycopy(rest, 0, bytes, begun.length, rest.length);
            }
        }
        return bytes;
    }

    private static Optional<List<JsonNode>> whole(byte[] bytes) {
        try {
            JsonNode value = WHOLE.readTree(bytes);
            if (value.isMissingNode()) {
                return Optional.of(List.of());
            }
            return Optional.of(value.isArray() ? List.copyOf(value.asArray().values()) : List.of(value));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<JsonNode>> read(byte[] bytes, int size) {
        try {
            return Optional.of(items(bytes, size));
        } catch (AnswerException e) {
            return Optional.empty();
        }
    }

    private static List<JsonNode> items(byte[] bytes, int size) {
        ListCutter cutter = cutter(PARSER);
        List<JsonNode> items = new ArrayList<>();
        IntStream.iterate(0, from -> from < bytes.length, from -> from + size)
                .mapToObj(from -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)))
                .forEach(piece -> items.addAll(cutter.read(piece)));
        items.addAll(cutter.end());
        return items;
    }

    private static ListCutter cutter(AnswerParser parser) {
        return new ListCutter(parser, new ExchangeShare(MEMORY, null));
    }
}
