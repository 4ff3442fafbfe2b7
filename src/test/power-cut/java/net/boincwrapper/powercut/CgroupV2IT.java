package net.boincwrapper.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.virtual.Payload;
import net.boincwrapper.virtual.Transcript;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What depends on control groups, on a host with version 2 of them: the engine tests, in a virtual
 * machine.
 */
@Tag("virtual-machine")
@WithEngine
class CgroupV2IT {
  /** In the default run: use of processor and memory, their limits, pausing. */
  private static final List<String> TESTS =
      List.of(
          "net.boincwrapper.engine.docker.DockerEngineIT",
          "net.boincwrapper.engine.docker.DockerIsolationIT",
          "net.boincwrapper.task.TaskRunnerIT",
          "net.boincwrapper.task.TaskSuspendIT",
          "net.boincwrapper.task.AuthorFaultIT#anAppThatNeedsMoreMemoryThanItsLimitIsToldLimitAndPeak");

  private static final Duration LIMIT = Duration.ofMinutes(20);

  @TempDir private Path directory;

  @Test
  void theEngineTestsPassThereToo() throws IOException {
    MachineFiles files = MachineFiles.prepare();
    Path payload = payload(System.getProperty("cgroup-v2.tests", String.join(" ", TESTS)));
    Path platter = files.copyOfDisk(directory);
    try (Transcript said = new Transcript(MachineFiles.CACHE.resolve("cgroup-v2.log"));
        Machine machine = Machine.switchOn(files, payload, List.of(platter), said)) {
      machine.awaitOff(LIMIT);
      said.all("passed").forEach(name -> System.out.println("cgroup v2: passed: " + name));
      assertThat(said.lines()).as(said.toString()).contains("finished");
      assertThat(said.all("failed")).as(said.toString()).isEmpty();
      assertThat(said.all("skipped")).as(said.toString()).isEmpty();
      assertThat(said.all("passed")).isNotEmpty();
    }
  }

  private Path payload(String tests) throws IOException {
    Path file = directory.resolve("payload.tar");
    try (Payload payload = new Payload(file)) {
      String classPath = payload.programAndTests();
      payload.run(
          """
          until docker version >/dev/null 2>&1; do sleep 0.2; done
          export CI=true
          exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp '%s' \\
            -Djava.io.tmpdir=/var/tmp -Ddocker-wrapper.jar=%s/program.jar \\
            net.boincwrapper.virtual.guest.TestsInGuest %s 2>&1
          """
              .formatted(classPath, Payload.PLACE, tests));
    }
    return file;
  }
}
