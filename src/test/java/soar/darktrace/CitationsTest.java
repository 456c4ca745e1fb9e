package soar.darktrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comments cite the facts of Darktrace's API by section: {@code docs/darktrace-api.md} has each of them. */
class CitationsTest {

    /** Also over a line break of a comment, and with further sections: {@code §2.1, §2.3}, {@code §2.5–2.9}. */
    private static final Pattern CITATION =
            Pattern.compile("darktrace-api\\.md}?[\\s*]+(§\\d+\\.\\d+(?:(?:, |–| and )§?\\d+\\.\\d+)*)");

    private static final Pattern SECTION = Pattern.compile("\\d+\\.\\d+");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\d+\\.\\d+) ");

    @Test
    void everyCitedSectionOfDarktracesApiExists() throws IOException {
        Set<String> headings = HEADING.matcher(Files.readString(Path.of("docs", "darktrace-api.md")))
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
        Set<String> cited = new TreeSet<>();
        for (Path source : sources()) {
            CITATION.matcher(Files.readString(source))
                    .results()
                    .flatMap(citation -> SECTION.matcher(citation.group(1)).results())
                    .forEach(section -> cited.add(section.group()));
        }
        assertThat(cited).contains("2.1").isSubsetOf(headings);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
