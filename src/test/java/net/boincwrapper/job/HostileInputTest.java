package net.boincwrapper.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.toml.SourceText;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
  private static final int MOST = SourceText.MOST_BYTES;

  static Stream<String> texts() {
    return Stream.of(
            "[",
            "a=[",
            "a = \"",
            "\"",
            "'",
            "a={b=",
            "[a.",
            "[[a]]\n",
            "[[scratch]]\n",
            "=",
            "a=\n",
            "x",
            "\\")
        .map(part -> part.repeat(MOST / part.length()));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void garbageIsToldAtOnceAndWithItsLine(String text) {
    JobReader.Outcome outcome =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> JobText.read(text));

    assertThat(outcome.job()).isEmpty();
    assertThat(outcome.problems()).isNotEmpty().hasSizeLessThan(110);
    assertThat(outcome.problems().get(0).line()).isPresent();
    assertThat(outcome.problems()).allSatisfy(p -> assertThat(p.message()).hasSizeLessThan(600));
  }

  @Test
  void theLongestArrayThatFitsDoesNotHang() {
    String numbers = "x = [" + "1,".repeat(MOST / 2 - 5) + "1]";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThat(JobText.problems(numbers)).containsExactly("job.toml:1: unknown key \"x\""));
  }

  @Test
  void tenThousandNestedBracketsAreToldBeforeTheyAreParsed() {
    assertThat(JobText.problems("verbose = 7\nmount = " + "[".repeat(10_000)))
        .containsExactly(
            "job.toml:1: \"verbose\" is 7, outside 0 to 2",
            "job.toml:2: value is nested deeper than 8 brackets");
  }

  @Test
  void aGlobOfManyStarsDoesNotHang() {
    String text =
        "[checkpoint]\nfiles = ['"
            + "*a".repeat(500)
            + "', '"
            + "*".repeat(900)
            + "z']\n"
            + "[progress]\nfile = '"
            + "a".repeat(3000)
            + "b'";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(JobText.problems(text)).isEmpty());
  }

  @Test
  void aGlobIsNotLongerThanItsReaderCanTake() {
    assertThat(JobText.problems("[checkpoint]\nfiles = ['" + "*a".repeat(20_000) + "']"))
        .singleElement()
        .asString()
        .endsWith("is longer than 1000 characters; write an entry for each part");
  }

  /** Java's expressions go one call deeper for each turn of some of their loops. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "1_", "1.0", "1e1", "-1"})
  void aNumberIsReadHoweverLongItIs(String part) {
    assertThat(JobText.problems("verbose = 1" + part.repeat((MOST - 20) / part.length())))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).startsWith("job.toml:1: "));
  }

  @Test
  void aPathIsReadHoweverLongItIs() {
    assertThat(JobText.problems("[checkpoint]\nfiles = ['a" + "/.".repeat(MOST / 2 - 20) + "']"))
        .isEmpty();
  }

  @Test
  void controlCharactersAreToldAlsoWhereTheyAreEscaped() {
    assertThat(
            JobText.problems(
                "[checkpoint]\nfiles = ['a*']\n[progress]\nfile = \"a\\u0000b\"\n[image]\n"
                    + "archive = \"\\u001b[2J\""))
        .containsExactly(
            "job.toml:4: escape \\u0000 is a control character; leave it out",
            "job.toml:6: escape \\u001B is a control character; leave it out");
  }

  @Test
  void thousandsOfUnknownKeysAreCutShort() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < MOST - 20; i++) {
      text.append('k').append(i).append(" = 1\n");
    }

    assertThat(JobText.problems(text.toString()))
        .hasSize(101)
        .endsWith("job.toml: more problems follow; these are the first 100");
  }

  @Test
  void tenMegabytesAreRefusedUnread() {
    byte[] garbage = new byte[10 << 20];
    new Random(1).nextBytes(garbage);

    assertThat(JobReader.read("job.toml", garbage).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "job.toml: is 10485760 bytes long; such a file has at most 65536. Is this the"
                + " right file?");
  }

  @Test
  void bytesThatAreNotUtf8AreToldWithTheirLine() {
    byte[] latin1 = "verbose = 1\n# caf\u00e9\n".getBytes(ISO_8859_1);

    assertThat(JobReader.read("job.toml", latin1).problems())
        .extracting(Problem::toString)
        .containsExactly("job.toml:2: byte 0xe9 is not UTF-8; save the file as UTF-8");
  }

  @Test
  void aCharacterCutInTwoAtTheEndIsTold() {
    byte[] cut = {'#', (byte) 0xc3};

    assertThat(JobReader.read("job.toml", cut).problems())
        .extracting(Problem::toString)
        .containsExactly("job.toml:1: byte 0xc3 is not UTF-8; save the file as UTF-8");
  }

  @Test
  void mutationsOfAFullJobNeverThrow() {
    Random random = new Random(20261120);
    byte[] full = JobText.FULL.getBytes(UTF_8);
    int jobs = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] mutant = mutate(full, random);
      JobReader.Outcome outcome = JobReader.read("job.toml", mutant);
      boolean errors = outcome.problems().stream().anyMatch(Problem::isError);
      assertThat(outcome.job().isPresent()).as(new String(mutant, UTF_8)).isEqualTo(!errors);
      jobs += errors ? 0 : 1;
    }
    assertThat(jobs).isBetween(10, 4_000);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    String syntax = "\n\"'[]{}=,#\\.0 a/-:";
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) syntax.charAt(random.nextInt(syntax.length()));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int length = Math.min(random.nextInt(40), bytes.length - at);
          int from = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
