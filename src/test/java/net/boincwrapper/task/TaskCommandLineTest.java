package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskCommandLineTest {
  @Test
  void withoutOptionsEveryWordIsTheApps() {
    TaskCommandLine line = TaskCommandLine.parse(List.of("--shots", "1000", "a b", "$(x)", ""));

    assertThat(line.arguments().app()).containsExactly("--shots", "1000", "a b", "$(x)", "");
    assertThat(line.config()).isEqualTo("job.toml");
    assertThat(line.dockerfile()).isEqualTo("Dockerfile");
    assertThat(line.verbose()).isFalse();
    assertThat(line.sporadic()).isFalse();
  }

  @Test
  void theOptionsOfDockerWrapperAreTakenWhereverTheyStand() {
    TaskCommandLine line =
        TaskCommandLine.parse(
            List.of(
                "x", "--verbose", "--config", "c.toml", "y", "--dockerfile", "D", "--sporadic"));

    assertThat(line.arguments().app()).containsExactly("x", "y");
    assertThat(line.config()).isEqualTo("c.toml");
    assertThat(line.dockerfile()).isEqualTo("D");
    assertThat(line.verbose()).isTrue();
    assertThat(line.sporadic()).isTrue();
  }

  @Test
  void theServersOptionsAreReadAndStayWithTheApp() {
    List<String> words = List.of("--nthreads", "4", "--device", "1", "--memory_size_mb", "1500");

    TaskCommandLine line = TaskCommandLine.parse(words);

    assertThat(line.arguments().app()).isEqualTo(words);
    assertThat(line.arguments().threads()).hasValue(4);
    assertThat(line.arguments().device()).hasValue(1);
    assertThat(line.arguments().memoryBytes()).hasValue(1500L << 20);
  }

  @Test
  void aValueThatIsNoNumberIsTheAppsAffair() {
    TaskCommandLine line = TaskCommandLine.parse(List.of("--nthreads", "many", "--device", "-1"));

    assertThat(line.arguments().threads()).isEmpty();
    assertThat(line.arguments().device()).isEmpty();
    assertThat(line.arguments().app()).containsExactly("--nthreads", "many", "--device", "-1");
    assertThat(line.problems()).isEmpty();
  }

  @Test
  void anOptionWithoutItsFileNameIsAProblem() {
    TaskCommandLine line = TaskCommandLine.parse(List.of("--config"));

    assertThat(line.problems())
        .singleElement()
        .hasToString(
            "command line: --config needs a file name after it; found the end of the line");
  }
}
