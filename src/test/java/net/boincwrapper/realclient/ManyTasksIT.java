package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More tasks at once than there are processors. */
@WithRealClient
class ManyTasksIT {
  private static final int TASKS = 8;

  @TempDir Path directory;

  @Test
  void eightAtOnceEachInASlotOfItsOwnDoNotMixUp() throws IOException {
    Job[] jobs = IntStream.range(0, TASKS).mapToObj(ManyTasksIT::job).toArray(Job[]::new);
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project).cpus(TASKS)) {
      client.start(Apps.script()).fetch(jobs);
      for (Job job : jobs) {
        client.awaitContainer(job, "running");
      }
      assertThat(client.tasks())
          .extracting(task -> task.slot().orElseThrow())
          .doesNotHaveDuplicates()
          .hasSize(TASKS);
      for (Job job : jobs) {
        client.enough(job);
      }

      for (Job job : jobs) {
        Report report = client.awaitReport(job);
        assertThat(report.exitStatus()).as(report.stderr()).isZero();
        assertThat(project.text(job, "out.txt")).hasValue(job.name() + "\n" + job.resultName());
        assertThat(report.stderr()).contains("this is " + job.name() + "\n");
        assertThat(client.containers(job).ids()).isEmpty();
      }
      assertThat(client.wrappers()).isEmpty();
      assertThat(filesIn(client.files().slots())).isEmpty();
    }
  }

  private static Job job(int number) {
    Job patient =
        Apps.job(
            """
            echo "this is $BOINC_WORKUNIT"
            until [ -e enough ]; do sleep 0.2; done
            cat in.txt > out.txt
            printf %s "$BOINC_RESULT" >> out.txt
            """);
    return patient.copied("in.txt", patient.name() + "\n").output("out.txt");
  }

  static Iterable<Path> filesIn(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      return all.filter(path -> !Files.isDirectory(path)).toList();
    }
  }
}
