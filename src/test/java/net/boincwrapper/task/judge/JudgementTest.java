package net.boincwrapper.task.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.judge.Judgement.Again;
import net.boincwrapper.task.judge.Judgement.Later;
import net.boincwrapper.task.judge.Judgement.Over;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
  private static final String MEMORY = "limit 512 MiB, peak 511 MiB";

  private final Job job =
      job(
          """
          [checkpoint]
          files = ["state"]
          exit_code = 85
          [exit]
          retry = [75]
          retry_limit = 2
          retry_delay = 120
          """);

  @Test
  void theAppsOwnCodeIsTheTasksOutcome() {
    assertThat(outcome(own(0))).isEqualTo(new Outcome(0, ""));
    assertThat(outcome(own(42))).isEqualTo(new Outcome(42, ""));
  }

  @Test
  void anInterruptionStartsAgainWhateverTheCode() {
    for (int code : new int[] {0, 1, 75, 85}) {
      assertThat(judge(interrupted(code), 0)).isInstanceOf(Again.class);
    }
  }

  @Test
  void theCheckpointCodeStartsAgain() {
    assertThat(judge(own(85), 0)).isInstanceOf(Again.class);
  }

  @Test
  void aCodeOfTheRetryListIsTriedLaterUpToItsLimit() {
    Later second = (Later) judge(own(75), 1);
    assertThat(second.delay()).isEqualTo(Duration.ofSeconds(120));
    assertThat(second.retries()).isEqualTo(2);
    assertThat(((Over) judge(own(75), 2)).outcome().status()).isEqualTo(195);
  }

  @ParameterizedTest
  @CsvSource({
    "139, SIGSEGV",
    "134, SIGABRT",
    "132, SIGILL",
    "136, SIGFPE",
    "133, SIGTRAP",
    "141, SIGPIPE",
    "153, SIGXFSZ",
    "159, SIGSYS",
    "135, SIGBUS",
    "131, SIGQUIT"
  })
  void anAppThatASignalEndedIsSaidSoByItsName(int code, String name) {
    Outcome outcome = outcome(own(code));

    assertThat(outcome.status()).isEqualTo(code);
    assertThat(outcome.message()).startsWith("the app was ended by " + name);
    assertThat(judge(own(code), 0).reason())
        .isEqualTo("exit code " + code + ": " + outcome.message());
  }

  @Test
  void aBusErrorNamesTheLimitOfSharedMemory() {
    assertThat(outcome(own(135)).message())
        .contains("/dev/shm is full (size: usually 64 MiB; shm in [limits]");
    Judgement large = Judgement.of(own(135), job("[limits]\nshm = \"256m\"\n"), 0, MEMORY);
    assertThat(large.reason()).contains("size: 256 MiB;");
  }

  @Test
  void whatMayHaveLedToAFailureIsSaidWithIt() {
    assertThat(judge(own(1), 0).after("before, it starved"))
        .isEqualTo(
            new Over(
                new Outcome(1, "before, it starved"),
                "exit code 1: the app ended by itself; before, it starved"));
    assertThat(judge(own(0), 0).after("before, it starved")).isEqualTo(judge(own(0), 0));
    assertThat(judge(own(1), 0).after("")).isEqualTo(judge(own(1), 0));
  }

  @Test
  void aPeakIsSaidOnlyWhereItIsThatOfTheKill() {
    Job limited = job("[limits]\nmemory = \"300m\"\n");
    OptionalLong bound = OptionalLong.of(512 << 20);

    assertThat(MemoryWords.of(limited, bound, 4 << 20))
        .isEqualTo("limit 300 MiB ([limits] memory)");
    assertThat(MemoryWords.of(limited, bound, 299 << 20)).isEqualTo("limit 300 MiB, peak 299 MiB");
    assertThat(MemoryWords.of(job, bound, 4 << 20))
        .startsWith("its limit is rsc_memory_bound, 512");
    assertThat(MemoryWords.of(job(""), bound, 4 << 20))
        .isEqualTo("it has no limit of its own, so the host had no more");
  }

  @Test
  void outOfMemoryIsSaidWithLimitAndPeak() {
    Outcome outcome = outcome(outOfMemory(137));
    assertThat(outcome.status()).isEqualTo(198);
    assertThat(outcome.message()).contains(MEMORY);
  }

  @Test
  void aSuccessWithAChildThatRanOutOfMemoryStaysASuccess() {
    Outcome outcome = outcome(outOfMemory(0));
    assertThat(outcome.status()).isZero();
    assertThat(outcome.message()).contains(MEMORY);
  }

  private Judgement judge(Evidence evidence, int retries) {
    return Judgement.of(evidence, job, retries, MEMORY);
  }

  private Outcome outcome(Evidence evidence) {
    return ((Over) judge(evidence, 0)).outcome();
  }

  private static Evidence own(int code) {
    return evidence(code, false, false);
  }

  private static Evidence interrupted(int code) {
    return evidence(code, false, true);
  }

  private static Evidence outOfMemory(int code) {
    return evidence(code, true, false);
  }

  private static Evidence evidence(int code, boolean oom, boolean asked) {
    return new Evidence(
        code, oom, asked, false, true, false, true, Continuity.SAME, Continuity.SAME, false);
  }

  private static Job job(String toml) {
    return JobReader.read("job.toml", toml.getBytes(StandardCharsets.UTF_8)).job().orElseThrow();
  }
}
