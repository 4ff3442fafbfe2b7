package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inputs and outputs at the end of the client's links, in the project directory. */
@WithEngine
@Timeout(60)
class ProjectDirectoryIT {
  private static final String APP =
      """
      to() { sed -n 's|.*<soft_link>\\(.*\\)</soft_link>.*|\\1|p' "$1"; }
      cat "$(to in.txt)" symbolic.txt /project/phys_in > seen.txt || exit 3
      echo x 2>/dev/null >> "$(to in.txt)" && exit 4
      echo x 2>/dev/null >> /project/phys_in && exit 5
      touch /project/new 2>/dev/null && exit 6
      mv symbolic.txt moved && cat moved >> seen.txt
      echo through > "$(to out.txt)" || exit 7
      echo through > symbolic_out.txt || exit 8
      rm plain_out.txt && echo plain > plain_out.txt || exit 9
      echo aside > replaced.new && mv replaced.new replaced_out.txt || exit 10
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void linksLeadToInputsAndOutputsAndNothingElseCanBeWritten(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      Path project = task.project();
      Files.writeString(project.resolve("phys_in"), "input\n");
      textLink(task, "in.txt", "phys_in");
      symbolicLink(task, "symbolic.txt", "phys_in");
      textLink(task, "out.txt", "phys_out");
      symbolicLink(task, "symbolic_out.txt", "phys_symbolic");
      textLink(task, "plain_out.txt", "phys_plain");
      symbolicLink(task, "replaced_out.txt", "phys_replaced");
      textLink(task, "unwritten.txt", "phys_unwritten");
      task.app(APP);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("seen.txt")).isEqualTo("input\n".repeat(4));
      assertThat(project.resolve("phys_in")).hasContent("input\n");
      assertThat(project.resolve("phys_out")).hasContent("through\n");
      assertThat(project.resolve("phys_symbolic")).hasContent("through\n");
      assertThat(project.resolve("phys_plain")).hasContent("plain\n");
      assertThat(project.resolve("phys_replaced")).hasContent("aside\n");
      assertThat(project.resolve("phys_unwritten")).doesNotExist();
      assertThat(project.resolve("new")).doesNotExist();
      assertThat(task.notTheVolunteers()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherProjectsFilesAreNotThere(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      Path other = Files.createDirectories(task.project().resolveSibling("other.org"));
      Files.writeString(other.resolve("secret"), "another project's");
      Files.createDirectories(task.boincDirectory().resolve("docker_wrapper"));
      Files.writeString(task.boincDirectory().resolve("client_state.xml"), "the client's");
      symbolicLink(task, "planned.txt", "../other.org/secret");
      task.app(
          """
          cat planned.txt ../../projects/other.org/secret ../../client_state.xml && exit 3
          ls ../../docker_wrapper ../../slots && exit 4
          ls ../../projects
          exit 0
          """);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.stderr()).contains("example.org_it\n").doesNotContain("another project's");
      assertThat(Files.exists(other.resolve("secret"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
  }

  private static void textLink(TaskHarness task, String name, String target) throws Exception {
    task.file(name, "<soft_link>../../projects/example.org_it/" + target + "</soft_link>\n");
  }

  private static void symbolicLink(TaskHarness task, String name, String target) throws Exception {
    Files.createSymbolicLink(
        task.slot().directory().resolve(name), Path.of("../../projects/example.org_it", target));
  }
}
