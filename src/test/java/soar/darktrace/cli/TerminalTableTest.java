package soar.darktrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTableTest {

    private static final String TWO_ROWS = """
            ### Devices
            |did|hostname|note|
            |---|---|---|
            | 1 | a\\|b | first<br/>second |
            | 22 |  | `x` |
            """.replace("`", "\\`");

    private static String drawn(int width, boolean all, String markdown) {
        return new TerminalTable(width, all, new TerminalStyle(false)).of(markdown);
    }

    @Test
    void columnsThatFitStandSideBySideAndLinesOfACellBelowEachOther() {
        assertThat(drawn(40, false, TWO_ROWS)).isEqualTo("""
                        Devices
                        did  hostname  note
                          1  a|b       first
                                       second
                         22            `x`
                        """);
    }

    @Test
    void columnsThatDoNotFitAreNamed() {
        assertThat(drawn(14, false, TWO_ROWS)).isEqualTo("""
                        Devices
                        did  hostname
                          1  a|b
                         22
                        (left out:
                        note; --all or
                        --output=json
                        shows them)
                        """);
        assertThat(drawn(14, true, TWO_ROWS)).contains("second").doesNotContain("left out");
    }

    @Test
    void textsBecomeNarrowerBeforeAColumnIsLeftOutAndTimesEndWithTheSecond() {
        String list = """
                ### Breaches
                |pbid|time|model.name|device.did|device.hostname|
                |---|---|---|---|---|
                | 1236 | 2026-11-27T07:33:20.993Z | Unusual Activity::Unusual Internal Connections | 7 | fin-lt-07 |
                | 7 | 2026-11-27T07:33:20.993Z | Compliance::File Storage | 823 | sf-l-kjohnson.example.com |
                """;

        assertThat(drawn(80, false, list)).isEqualTo("""
                        Breaches
                        pbid  time                  model.name        device.  device.hostname
                                                                          did
                        1236  2026-11-27T07:33:20Z  Unusual                 7  fin-lt-07
                                                    Activity::
                                                    Unusual Internal
                                                    Connections
                           7  2026-11-27T07:33:20Z  Compliance::File      823  sf-l-kjohnson.example.com
                                                    Storage
                        """);
    }

    @Test
    void aWordThatIsLongerThanItsColumnIsCut() {
        assertThat(TerminalColumn.wrapped("x".repeat(25) + " y", 10))
                .containsExactly("x".repeat(10), "x".repeat(10), "xxxxx y");
    }

    /** 監視 and ﾃｽﾄ are five characters, of which two are wide. */
    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        assertThat(drawn(80, false, """
                        |host|did|
                        |---|---|
                        | 監視ﾃｽﾄ | 7 |
                        | Cafe\u0301 | 12 |
                        | 😀한글 | 3 |
                        """)).isEqualTo("""
                        host     did
                        監視ﾃｽﾄ    7
                        Cafe\u0301      12
                        😀한글     3
                        """);
    }

    @Test
    void aWideTextIsCutBetweenCharacters() {
        assertThat(TerminalColumn.wrapped("監視対象端末😀😀x", 5)).containsExactly("監視", "対象", "端末", "😀😀x");
        assertThat(TerminalColumn.wrapped("😀😀", 3)).containsExactly("😀", "😀");
    }

    @Test
    void anOnlyRowThatDoesNotFitIsAList() {
        assertThat(drawn(30, false, """
                        ### Model breach
                        |acknowledged|device|model|
                        |---|---|---|
                        | false | did: 823<br/>ip: 10.0.0.1 | Compromise / Beaconing Activity To External Rare |
                        """)).isEqualTo("""
                        Model breach
                        acknowledged  false
                        device        did: 823
                                      ip: 10.0.0.1
                        model         Compromise / Beaconing
                                      Activity To External
                                      Rare
                        """);
    }

    @Test
    void whatWouldControlATerminalIsShownAsItIsWritten() {
        String hostile = new TerminalTable(80, false, new TerminalStyle(true)).of("""
                ### \u001b[2JTitle
                |host\u001b]0;x|
                |---|
                | \u001b[31mred\u202e |
                """);

        assertThat(hostile.replace("\u001b[1m", "").replace("\u001b[0m", ""))
                .doesNotContain("\u001b", "\u202e")
                .contains("\\u001b[31mred\\u202e", "\\u001b[2JTitle", "host\\u001b]0;x");
    }

    @Test
    void whatIsNoTableStaysALine() {
        assertThat(drawn(80, false, "### Comments\n**No entries.**\n")).isEqualTo("Comments\nNo entries.\n");
    }

    @Test
    void aSpreadsheetGetsTextsAndNoFormulas() {
        assertThat(TableText.of("""
                        ### T
                        |a|b|c|
                        |---|---|---|
                        | =cmd() | say "hi",<br/>twice | -1.5 |
                        | @x |  |  |
                        """).csv()).isEqualTo("""
                        a,b,c
                        '=cmd(),"say ""hi"",
                        twice",-1.5
                        '@x,,
                        """);
    }
}
