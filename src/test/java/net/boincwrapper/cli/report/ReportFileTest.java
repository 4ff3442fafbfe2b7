package net.boincwrapper.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir private Path home;
  private Path job;

  @BeforeEach
  void makeJob() throws IOException {
    job = Files.createDirectory(home.resolve("job"));
  }

  @Test
  void aReportTakesThePlaceOfAnEarlierOneAndLeavesNothingElse() throws IOException {
    Path path = Files.writeString(home.resolve("r.html"), "earlier");

    assertThat(problem(path)).isEmpty();
    new ReportFile(path).write(SampleReports.empty());

    assertThat(path).content().startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(names(home)).containsExactlyInAnyOrder("job", "r.html");
  }

  @Test
  void lookingWritesNothing() throws IOException {
    assertThat(problem(home.resolve("r.html"))).isEmpty();
    assertThat(names(home)).containsExactly("job");
  }

  @Test
  void aDirectoryThatIsMissingIsSaidBeforeTheRun() {
    assertThat(problem(home.resolve("none/r.html"))).contains("there is no directory");
  }

  @Test
  void noOtherFileIsOverwritten() {
    assertThat(problem(job.resolve("job.toml"))).contains("does not end in .html");
  }

  @Test
  void aDirectoryIsNoReport() throws IOException {
    assertThat(problem(Files.createDirectory(home.resolve("d.html")))).contains("is a directory");
  }

  @Test
  void anUnwritablePlaceIsSaidBeforeTheRun() {
    assertThat(problem(Path.of("/proc/r.html"))).contains("cannot be written");
  }

  @Test
  void aFileAmongTheAppsWouldGoIntoTheSlot() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), job);

    assertThat(problem(job.resolve("r.html"))).contains("would be taken for a file of the app");
    assertThat(problem(link.resolve("r.html"))).contains("would be taken for a file of the app");
    assertThat(problem(job.resolve(".r.html"))).isEmpty();
  }

  private String problem(Path path) {
    return new ReportFile(path).problem(job).orElse("");
  }

  private static Stream<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString()).toList().stream();
    }
  }
}
