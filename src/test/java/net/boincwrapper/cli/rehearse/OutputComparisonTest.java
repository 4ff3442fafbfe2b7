package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.cli.rehearse.OutputComparison.Found;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputComparisonTest {
  @TempDir private Path directory;
  private Path undisturbed;
  private Path resumed;

  @BeforeEach
  void makeTwoDirectories() throws IOException {
    undisturbed = Files.createDirectory(directory.resolve("undis turbed"));
    resumed = Files.createDirectory(directory.resolve("resumed"));
    for (Path outputs : new Path[] {undisturbed, resumed}) {
      write(outputs, "result.txt", "E = -1.25\n");
      write(outputs, "plots/a.svg", "<svg/>\n");
    }
  }

  @Test
  void theSameBytesAreTheSame() throws IOException {
    assertThat(new ByteComparison().compare(undisturbed, resumed).same()).isTrue();
  }

  @Test
  void eachDifferenceIsToldWithItsPlace() throws IOException {
    write(resumed, "result.txt", "E = -1.26\n");
    Files.delete(resumed.resolve("plots/a.svg"));
    write(resumed, "core", "");

    Found found = new ByteComparison().compare(undisturbed, resumed);

    assertThat(found.same()).isFalse();
    assertThat(found.lines())
        .containsExactly(
            "core is there only after the interruption",
            "plots/a.svg is missing after the interruption",
            "result.txt differs from byte 8 on (10 bytes undisturbed, 10 after the interruption)");
  }

  @Test
  void theAuthorsCommandDecides() throws IOException, InterruptedException {
    write(resumed, "result.txt", "E = -1.26\n");

    assertThat(by("cmp -s \"$1/plots/a.svg\" \"$2/plots/a.svg\"; true").same()).isTrue();
    assertThat(by("diff -r").same()).isFalse();
    assertThat(by("diff -r").lines()).contains("< E = -1.25", "> E = -1.26");
  }

  @Test
  void itGetsTheUndisturbedDirectoryFirst() throws IOException, InterruptedException {
    assertThat(by("printf '%s\\n'").lines())
        .containsExactly(undisturbed.toString(), resumed.toString());
  }

  @Test
  void ofALongOutputTheEndIsToldWithoutEscapeCodes() throws IOException, InterruptedException {
    assertThat(by("seq 100000; printf '\\033[31mred\\n'; false").lines())
        .hasSize(10)
        .startsWith("99992")
        .endsWith("[31mred");
  }

  @Test
  void aCommandThatCannotBeRunIsNoDifference() {
    assertThatIOException()
        .isThrownBy(() -> by("/nowhere/compare"))
        .withMessageContaining("the command of --compare could not be run")
        .withMessageContaining("127");
  }

  private Found by(String command) throws IOException, InterruptedException {
    return new CommandComparison(command).compare(undisturbed, resumed);
  }

  private static void write(Path outputs, String name, String content) throws IOException {
    Path file = outputs.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
