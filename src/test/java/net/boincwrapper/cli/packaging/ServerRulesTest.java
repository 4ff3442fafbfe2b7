package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import net.boincwrapper.server.AppVersionRules;
import net.boincwrapper.server.CreateWorkRules;
import net.boincwrapper.server.InputTemplate;
import net.boincwrapper.server.OutputTemplate;
import net.boincwrapper.server.PlanClassRules;
import net.boincwrapper.server.ProjectXmlRules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written, by the rules of a server's tools, which know nothing of what wrote it. */
class ServerRulesTest {
  private final JobDirectory job;

  ServerRulesTest() throws IOException {
    job = new JobDirectory();
  }

  @BeforeEach
  void pack() throws IOException {
    job.write("data/table 1.txt", "x");
    job.write("project/shared.bin", "x");
    job.makeExecutable("count.sh");
    job.tree(job.order("1.1")).write();
    job.tree(job.order("1.2")).write();
    job.tree(job.order("1.2", OptionalInt.of(4))).write();
  }

  @Test
  void theAppVersionsAreTaken() throws IOException {
    assertThat(AppVersionRules.problems(job.root.resolve("apps"))).isEmpty();
  }

  @Test
  void theTemplatesAreTaken() throws IOException {
    String line = line();
    assertThat(InputTemplate.problems(job.read("templates/shots_in"), CreateWorkRules.inputs(line)))
        .isEmpty();
    assertThat(OutputTemplate.problems(job.read("templates/shots_out"))).isEmpty();
    assertThat(CreateWorkRules.problems(line, "shots", job.read("templates/shots_in"))).isEmpty();
  }

  private String line() throws IOException {
    List<String> lines =
        Arrays.asList(job.read("create_work.sh").replace("\\\n", "").strip().split("\n"));
    return lines.get(lines.size() - 1).replaceFirst("^bin/", "");
  }

  @Test
  void theLinesOfTheAppAndItsPlanClassesAreTaken() throws IOException {
    assertThat(ProjectXmlRules.problems(job.read("project.xml"), "shots")).isEmpty();
    assertThat(
            PlanClassRules.problems(
                job.read("plan_class_spec.xml"), Set.of("docker", "docker_mt4")))
        .isEmpty();
  }
}
