package net.boincwrapper.job.toml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.fuzz.ProblemsCheck;
import net.boincwrapper.fuzz.SlotNames;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JobTomlFuzzTest {
  @FuzzTest
  void isAJobOrSaysWhyNot(byte[] content) throws Exception {
    JobReader.Outcome outcome =
        Cost.bounded(content.length, () -> JobReader.read("job.toml", content));

    ProblemsCheck.hold(outcome.problems(), content);
    assertThat(outcome.job().isPresent())
        .isEqualTo(outcome.problems().stream().noneMatch(Problem::isError));
    outcome.job().ifPresent(JobTomlFuzzTest::staysInTheSlot);
  }

  private static void staysInTheSlot(Job job) {
    files(job).forEach(SlotNames::below);
  }

  /** What the wrapper reads, writes or looks for in the slot because the job says so. */
  private static Stream<String> files(Job job) {
    return Stream.of(
            job.checkpoint().files().stream(),
            job.checkpoint().requestFile().stream(),
            Stream.of(job.progress().file()),
            job.requests().trickleUp().stream(),
            job.requests().complete().stream(),
            job.requests().temporaryExit().stream())
        .flatMap(it -> it);
  }
}
