package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import net.boincwrapper.cli.simulate.DryRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTest {
  private static final Release GRANTED = new Release(ExitCode.GOOD, List.of("yes"));

  @TempDir private Path directory;

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(directory.resolve("job.toml"), "image_name = \"debian\"\n");
    Files.createDirectories(directory.resolve(".dry-run"));
  }

  private JobFolder folder() throws IOException {
    return JobFolder.read(directory, "job.toml", "Dockerfile");
  }

  private RehearsedJob now() throws IOException {
    return RehearsedJob.of(folder(), "0.1.0", List.of());
  }

  private Optional<RehearsalRecord> after(Release release, RehearsedJob before) throws IOException {
    DryRun dryRun = DryRun.of(folder(), List.of(), new DryRun.Volunteer(2, 1000, 1000));
    RehearsalReport report = new RehearsalReports().used(50_000_000, 20_000_000).report();
    new Verdicts(dryRun).keep(before, report, release);
    return RehearsalRecord.read(folder());
  }

  @Test
  void aReleaseIsRecordedWithTheBoundsThatWereMeasured() throws IOException {
    RehearsalRecord record = after(GRANTED, now()).orElseThrow();

    assertThat(record.job()).isEqualTo(now());
    assertThat(record.cpus()).isEqualTo(2);
    assertThat(record.bounds()).containsEntry("rsc_memory_bound", "6.5e7").hasSize(5);
    assertThat(record.outputs()).containsEntry("result.txt", "300000");
  }

  @Test
  void aJobThatWasEditedMeanwhileHasNotBeenRehearsed() throws IOException {
    RehearsedJob before = now();
    Files.writeString(directory.resolve("run.sh"), "");

    assertThat(after(GRANTED, before)).isEmpty();
  }

  @Test
  void aVerdictAgainstTheJobTakesTheReleaseBackAndNoVerdictDoesNot() throws IOException {
    after(GRANTED, now());

    assertThat(after(new Release(ExitCode.UNPROVEN, List.of("?")), now())).isPresent();
    assertThat(after(new Release(ExitCode.INTERRUPTED, List.of("?")), now())).isPresent();
    assertThat(after(new Release(ExitCode.DIFFERS, List.of("no")), now())).isEmpty();
  }
}
