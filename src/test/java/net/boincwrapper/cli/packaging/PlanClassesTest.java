package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlanClassesTest {
  private final JobDirectory job;

  PlanClassesTest() throws IOException {
    job = new JobDirectory();
  }

  private void write(String version) throws IOException {
    job.tree(job.order(version)).write();
  }

  @Test
  void planClassesOfAllVersionsThereAreTold() throws IOException {
    write("1.2");
    job.tree(job.order("1.2", OptionalInt.of(4))).write();

    assertThat(job.read("plan_class_spec.xml"))
        .isEqualTo(
            """
            <plan_classes>
              <plan_class>
                <name>docker</name>
                <docker/>
              </plan_class>
              <plan_class>
                <name>docker_mt4</name>
                <docker/>
                <min_ncpus>4</min_ncpus>
                <avg_ncpus>4</avg_ncpus>
              </plan_class>
            </plan_classes>
            """);
    assertThat(job.read("app_info.xml")).contains("<avg_ncpus>4</avg_ncpus>");
    Path sums = job.root.resolve("SHA256SUMS");
    assertThat(Files.readAllLines(sums)).hasSize(job.there().size() - 1);
  }

  @Test
  void anAppThatIsCalledLikeAPlanClassIsNone() throws IOException {
    Files.createDirectories(job.root.resolve("apps/a__docker_mt4/1.0/x86_64-pc-linux-gnu__docker"));

    String classes = PlanClasses.of(new PlanClass(OptionalInt.empty(), false), job.root).document();

    assertThat(classes).contains("<name>docker</name>").doesNotContain("docker_mt4");
  }
}
