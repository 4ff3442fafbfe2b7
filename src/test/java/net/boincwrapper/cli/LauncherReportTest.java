package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherReportTest {
  @TempDir private Path directory;

  @Test
  void eachWordIsALine() throws IOException {
    Path pipe = Files.createFile(directory.resolve("pipe"));

    new LauncherReport(Optional.of(pipe)).ready();
    assertThat(pipe).hasContent("ready\n");

    new LauncherReport(Optional.of(pipe)).end(195);
    assertThat(pipe).hasContent("end 195\n");
  }

  @Test
  void withoutALauncherNothingIsTold() {
    LauncherReport report = LauncherReport.ofThisProcess();

    report.ready();
    report.end(0);

    assertThat(report.pipe()).isEmpty();
  }

  @Test
  void aLauncherThatIsGoneStopsNobody() {
    Path pipe = directory.resolve("gone");

    new LauncherReport(Optional.of(pipe)).end(0);

    assertThat(pipe).doesNotExist();
  }
}
