package net.boincwrapper.cli.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.boincwrapper.cli.ProgramRun;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four apps without a checkpoint, each for another reason, and what {@code --run} says of them. */
@WithEngine
class FindingsIT {
  @TempDir private Path job;

  private void says(String files, String app, String... words) throws IOException {
    Files.writeString(
        job.resolve("job.toml"),
        "image_name = \"%s\"\ncreate_args = \"--entrypoint /app/app.sh\"\n"
                .formatted(TaskHarness.IMAGE)
            + "[checkpoint]\nfiles = [\"%s\"]\n".formatted(files));
    Files.writeString(job.resolve("app.sh"), "#!/bin/sh\n" + app);
    Files.setPosixFilePermissions(
        job.resolve("app.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      String told = run.out().substring(run.out().indexOf("Worth knowing")).replaceAll("\\s+", " ");
      assertThat(told).contains(words);
    }
  }

  @Test
  void aStateInVarTmpIsLostWithTheContainer() throws IOException {
    says(
        "state.bin",
        """
        for i in 1 2 3 4 5; do
          head -c 1258291 /dev/zero > /var/tmp/state.new
          mv /var/tmp/state.new /var/tmp/state.bin
          sleep 0.2
        done
        mkdir -p /tmp/a/__pycache__ && echo x > /tmp/a/__pycache__/x.pyc
        echo done > out.txt
        """,
        "No file ever matched \"state.bin\", but the app has written outside its WORKDIR",
        "Written outside the WORKDIR, and lost with the container: /var/tmp/state.bin (1.2 MiB)");
  }

  @Test
  void aFileThatIsRewrittenInPlaceIsNeverComplete() throws IOException {
    says(
        "state.bin",
        """
        end=$(( $(date +%s) + 4 ))
        while [ $(date +%s) -lt $end ]; do date +%s%N > state.bin; done
        rm state.bin
        """,
        "\"state.bin\" was written",
        "times and never complete",
        "rename it over the old one");
  }

  @Test
  void aMisspeltNameIsToldWithTheRightOne() throws IOException {
    says(
        "stat.json",
        "for i in 1 2 3 4 5; do echo $i > tmp; mv tmp state.json; sleep 0.2; done\n",
        "No file ever matched \"stat.json\"; new files are \"state.json\"", // and perhaps tmp
        "Did you mean \"state.json\"?");
  }

  @Test
  void anAppThatNeverWritesIsToldSo() throws IOException {
    says("state.json", "sleep 2\n", "has written no file, neither in its WORKDIR nor elsewhere");
  }
}
