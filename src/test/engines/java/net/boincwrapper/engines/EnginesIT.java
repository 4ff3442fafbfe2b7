package net.boincwrapper.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's tests on each engine of each suite, in virtual machines; see {@code
 * src/test/engines/README.md}.
 */
@Tag("virtual-machine")
@WithEngine
class EnginesIT {
  private static final List<Suite> SUITES = chosen("suites", Suite::of, Suite.USUAL);
  private static final List<SetUp> SET_UPS = chosen("set-ups", SetUp::of, List.of(SetUp.values()));

  /** Other tests than those of the checks; nothing is written to the table then. */
  private static final List<String> TESTS = chosen("tests", Function.identity(), List.of());

  private static final List<Check> CHECKS = chosen("checks", Check::of, List.of());

  private static final Duration LIMIT =
      Duration.ofMinutes(Integer.getInteger("engines.minutes", 60));

  private static final Path README =
      Path.of(System.getProperty("docker-wrapper.home", "")).resolve("wrapper/README.md");

  @TempDir private Path directory;

  private static <T> List<T> chosen(String what, Function<String, T> meaning, List<T> usual) {
    String words = System.getProperty("engines." + what, "").strip();
    return words.isEmpty() ? usual : Stream.of(words.split("[ ,]+")).map(meaning).toList();
  }

  @TestFactory
  Stream<DynamicTest> tasksRunOnEachEngineOfEachSuite() {
    return SUITES.stream()
        .flatMap(
            suite ->
                SET_UPS.stream()
                    .filter(setUp -> setUp.isIn(suite))
                    .map(
                        setUp ->
                            dynamicTest(
                                suite.title() + " " + setUp.title(), () -> test(suite, setUp))));
  }

  private void test(Suite suite, SetUp setUp) throws IOException {
    Path place = Files.createDirectory(directory.resolve(suite.title() + "-" + setUp.title()));
    EngineMachine machine = new EngineMachine(suite, setUp, place);
    long begin = System.nanoTime();
    Outcome outcome = machine.run(tests(setUp), LIMIT);
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    tell(suite, setUp, outcome, seconds);
    if (TESTS.isEmpty()) {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      new EngineTable(README).write(suite, setUp, checks(setUp), outcome, today);
    }
    assertThat(outcome.failed()).as("failed; see %s", machine.log()).isEmpty();
    assertThat(outcome.isRight()).as("all ran to their end; see %s", machine.log()).isTrue();
  }

  private static List<String> tests(SetUp setUp) {
    if (!TESTS.isEmpty()) {
      return TESTS;
    }
    return checks(setUp).stream().flatMap(check -> check.tests().stream()).toList();
  }

  private static List<Check> checks(SetUp setUp) {
    return CHECKS.isEmpty() ? setUp.checks() : CHECKS;
  }

  private static void tell(Suite suite, SetUp setUp, Outcome outcome, long seconds) {
    String place = suite.title() + " " + setUp.title();
    System.out.printf("engines: %s: %s, %d s%n", place, outcome.engine(), seconds);
    outcome.passed().forEach(test -> System.out.println("engines: " + place + ": passed: " + test));
    outcome
        .skipped()
        .forEach(test -> System.out.println("engines: " + place + ": skipped: " + test));
    outcome.failed().forEach(test -> System.out.println("engines: " + place + ": failed: " + test));
  }
}
