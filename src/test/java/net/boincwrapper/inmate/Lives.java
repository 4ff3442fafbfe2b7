package net.boincwrapper.inmate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;

/** Lives of inmates: one for all tests of a volunteer and an engine, for each takes seconds. */
final class Lives {
  private final Map<Volunteer, Life> known = new EnumMap<>(Volunteer.class);
  private String engine = "";

  /**
   * A life, and what was around it.
   *
   * @param status of the wrapper
   * @param outcomes what each try has got, by name
   * @param before what was there around the task
   * @param reached whether somebody has connected to what listens on the host
   * @param log stderr.txt
   */
  record Life(
      int status,
      Map<String, String> outcomes,
      String before,
      String after,
      boolean reached,
      String log) {}

  /** Lived when it is first asked for. */
  Life of(Volunteer volunteer, Path directory) throws IOException {
    // Nested classes with another engine come one after the other.
    String now = EngineUnderTest.environment().getOrDefault("DOCKER_HOST", "the host's");
    if (!now.equals(engine)) {
      known.clear();
      engine = now;
    }
    Life life = known.get(volunteer);
    if (life == null) {
      life = live(volunteer, directory);
      known.put(volunteer, life);
    }
    return life;
  }

  private static Life live(Volunteer volunteer, Path directory) throws IOException {
    letOthersIn(directory);
    try (TaskHarness task = volunteer.task(Files.createTempDirectory(directory, "life"));
        Surroundings around = Surroundings.of(task)) {
      Inmate.put(task, around.facts());
      RunningWrapper wrapper = task.launch(); // gives the files to the volunteer: look after it
      String before = around.snapshot();
      int status = wrapper.awaitExit();
      return new Life(
          status,
          Inmate.report(task),
          before,
          around.snapshot(),
          around.wasReached(),
          task.stderr());
    }
  }

  /** Another user's tasks are below it. */
  static void letOthersIn(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
