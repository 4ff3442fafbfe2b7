package net.boincwrapper.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One table, two programs: what an author is told is what a server does. */
class ComparisonCasesTest {
  /** Each argument is a directory with a script and two files; the status of each is printed. */
  private static final String ALL_IN_ONE_PROCESS =
      """
      import runpy, sys
      for case in sys.argv[1:]:
          main = runpy.run_path(case + "/script")["main"]
          print(main([case + "/a", case + "/b"]), main([case + "/b", case + "/a"]))
      """;

  @TempDir private Path directory;

  static List<ComparisonCase> cases() throws IOException {
    return ComparisonCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theProgramTellsThemApart(ComparisonCase each) throws IOException {
    write(each, directory);
    Path a = directory.resolve("a");
    Path b = directory.resolve("b");

    ResultComparison there = ResultComparison.of(a, b, each.rule());
    ResultComparison back = ResultComparison.of(b, a, each.rule());

    assertThat(there.isSame()).as(ComparisonText.of(there)).isEqualTo(each.same());
    assertThat(back.isSame()).as("the other way round").isEqualTo(each.same());
  }

  @Test
  void soDoesTheScriptOfAServer() throws IOException, InterruptedException {
    List<ComparisonCase> all = cases();
    List<String> expected = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    for (ComparisonCase each : all) {
      Path place = Files.createDirectory(directory.resolve(String.valueOf(directories.size())));
      write(each, place);
      Files.writeString(
          place.resolve("script"), new ServerScript(each.rule(), List.of()).compareText());
      directories.add(place.toString());
      expected.add(each + (each.same() ? " 0 0" : " 1 1"));
    }

    List<String> statuses =
        ScriptRun.of(directory, ALL_IN_ONE_PROCESS, directories).out().lines().toList();

    List<String> found = new ArrayList<>();
    for (int i = 0; i < statuses.size(); i++) {
      found.add(all.get(i) + " " + statuses.get(i));
    }
    assertThat(found).isEqualTo(expected);
  }

  private static void write(ComparisonCase each, Path place) throws IOException {
    Files.write(place.resolve("a"), ComparedBytes.of(each.a()));
    Files.write(place.resolve("b"), ComparedBytes.of(each.b()));
  }
}
