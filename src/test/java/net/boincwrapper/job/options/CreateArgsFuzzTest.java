package net.boincwrapper.job.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Collectors;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.fuzz.ProblemsCheck;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problems;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CreateArgsFuzzTest {
  @FuzzTest
  void askForNothingThatLoosensTheIsolation(byte[] content) throws Exception {
    String written = new String(content, UTF_8);
    Problems problems = new Problems("job.toml");
    Place place = new Place(problems, 1, "\"create_args\"");

    CreateArgs.Parsed parsed = Cost.bounded(content.length, () -> CreateArgs.parse(written, place));

    ProblemsCheck.places(problems.sorted(), content);
    if (problems.sorted().stream().noneMatch(Problem::isError)) {
      makesSense(parsed);
    }
    Cost.bounded(content.length, () -> BuildArgs.parse(written, place));
    ProblemsCheck.places(problems.sorted(), content);
    splitsAsItWasQuoted(CommandLine.split(written));
  }

  private static void makesSense(CreateArgs.Parsed parsed) {
    Job.CreateOptions options = parsed.options();
    options.memoryBytes().ifPresent(it -> assertThat(it).isPositive());
    options.shmBytes().ifPresent(it -> assertThat(it).isPositive());
    options.cpus().ifPresent(it -> assertThat(it).isPositive().isFinite());
    options.workingDirectory().ifPresent(CreateArgsFuzzTest::isInTheContainer);
    options.tmpfs().forEach(mount -> isInTheContainer(mount.target()));
    options
        .tmpfs()
        .forEach(mount -> mount.sizeBytes().ifPresent(it -> assertThat(it).isPositive()));
    options.environment().keySet().forEach(CreateArgsFuzzTest::isAName);
    parsed.mounts().forEach(mount -> isInTheContainer(mount.target()));
    parsed.mounts().forEach(mount -> staysBelow(mount.source()));
    parsed.ports().forEach(CreateArgsFuzzTest::isAPort);
    parsed.pids().ifPresent(it -> assertThat(it).isPositive());
  }

  private static void isInTheContainer(String path) {
    assertThat(path).startsWith("/");
    staysBelow(path);
  }

  private static void staysBelow(String path) {
    assertThat(path.split("/", -1)).as(path).doesNotContain("..");
    assertThat(path.indexOf('\0')).as(path).isNegative();
  }

  private static void isAName(String variable) {
    assertThat(variable).isNotEmpty().doesNotContain("=").doesNotContain("\0");
  }

  private static void isAPort(Job.PortRequest port) {
    assertThat(port.containerPort()).isBetween(1, 65535);
    port.hostPort().ifPresent(it -> assertThat(it).isBetween(1, 65535));
    assertThat(port.protocol()).isIn("tcp", "udp");
  }

  /** In single quotes, each word is itself again. */
  private static void splitsAsItWasQuoted(CommandLine.Split split) {
    List<String> words = split.words();
    String quoted =
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    assertThat(CommandLine.split(quoted).words()).isEqualTo(words);
  }
}
