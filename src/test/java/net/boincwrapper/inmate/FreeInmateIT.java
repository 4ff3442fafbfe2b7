package net.boincwrapper.inmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That a try is refused shows something only if it is our doing: without what keeps the inmate in,
 * the same try gets something, or another error. Where it does not, {@code refused-anyway.txt} says
 * why.
 */
@WithEngine
@Tag("heavy")
class FreeInmateIT {
  @TempDir static Path directory;

  @DockerOnly("Docker's options are what sets it free")
  @Test
  void whatIsRefusedIsRefusedBecauseItIsKeptIn() throws Exception {
    Map<String, String> kept = new Lives().of(Volunteer.THE_TESTER, directory).outcomes();
    Map<String, String> free = free();

    Set<String> same = new TreeSet<>();
    kept.forEach(
        (name, outcome) -> {
          if (outcome.startsWith("refused") && outcome.equals(free.get(name))) {
            same.add(name);
          }
        });

    assertThat(same).as(free.toString()).isEqualTo(refusedAnyway());
  }

  private static Map<String, String> free() throws IOException {
    try (TaskHarness task = Volunteer.THE_TESTER.task(directory.resolve("free"));
        Surroundings around = Surroundings.of(task)) {
      return FreeInmate.report(task, around);
    }
  }

  private static Set<String> refusedAnyway() throws IOException {
    return Inmate.text("refused-anyway.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
