package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the rehearsal says of small apps, each good or bad in one way. They are the folders of
 * {@code src/test/resources/net/boincwrapper/cli/verdicts}; what a folder does not have is taken
 * from {@code base}. {@code expected.txt} has the exit code in its first line, then what must be
 * said; {@code options.txt} has further words of the command line.
 *
 * <p>With {@code -Dverdicts.load=true} two other programs compute meanwhile.
 */
@WithEngine
class VerdictsIT {
  private static final Path APPS =
      Path.of(System.getProperty("docker-wrapper.home", "."))
          .resolve("src/test/resources/net/boincwrapper/cli/verdicts");

  private static final Duration PATIENCE = Duration.ofMinutes(25);

  @TempDir private Path home;

  @Tag("heavy")
  @ParameterizedTest
  @MethodSource("apps")
  void eachAppIsJudgedAsExpected(String app) throws IOException {
    isJudgedAsExpected(app);
  }

  static List<String> apps() throws IOException {
    try (Stream<Path> folders = Files.list(APPS)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("base"))
          .sorted()
          .toList();
    }
  }

  private void isJudgedAsExpected(String app) throws IOException {
    List<String> expected = Files.readAllLines(APPS.resolve(app).resolve("expected.txt"));
    Path job = folder(app);
    List<String> words = new ArrayList<>(List.of("dry-run", "--rehearse"));
    Path options = APPS.resolve(app).resolve("options.txt");
    if (Files.exists(options)) {
      words.addAll(Files.readAllLines(options));
    }
    words.add(job.toString());
    try (Load load = Load.ifWished();
        ProgramRun run = ProgramRun.start(words.toArray(String[]::new))) {
      int exitCode = run.exitCode(PATIENCE);
      String said = (run.out() + run.err()).replaceAll("\\s+", " ");
      System.out.println("verdict on " + app + " under " + load + ": " + exitCode + "\n" + said);
      assertThat(exitCode).as(run.evidence()).isEqualTo(Integer.parseInt(expected.get(0)));
      assertThat(said).contains(expected.subList(1, expected.size()));
    }
  }

  private Path folder(String app) throws IOException {
    Path job = Files.createDirectories(home.resolve(app));
    for (String source : List.of("base", app)) {
      try (Stream<Path> files = Files.list(APPS.resolve(source))) {
        for (Path file : files.toList()) {
          Files.copy(file, job.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Files.deleteIfExists(job.resolve("expected.txt"));
    Files.deleteIfExists(job.resolve("options.txt"));
    return job;
  }

  /** Programs that compute meanwhile. */
  private record Load(List<Process> programs) implements AutoCloseable {
    static Load ifWished() throws IOException {
      List<Process> programs = new ArrayList<>();
      if (Boolean.getBoolean("verdicts.load")) {
        for (String word : Arrays.asList("one", "two")) {
          programs.add(new ProcessBuilder("sh", "-c", "while :; do :; done; : " + word).start());
        }
      }
      return new Load(programs);
    }

    @Override
    public String toString() {
      return programs.isEmpty() ? "no load of its own" : "load";
    }

    @Override
    public void close() {
      programs.forEach(Process::destroyForcibly);
    }
  }
}
