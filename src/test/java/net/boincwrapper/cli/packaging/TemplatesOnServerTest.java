package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.boincwrapper.cli.compare.Rule;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.Job;
import net.boincwrapper.server.PackageRules;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each template, and each example, can be put on a server as it is. */
class TemplatesOnServerTest {
  private static final OptionalInt ONE_CPU = OptionalInt.empty();

  @TempDir Path directory;

  static Stream<Path> jobs() throws IOException {
    return Stream.concat(jobsIn(Path.of("job-templates")), jobsIn(Path.of("examples")));
  }

  private static Stream<Path> jobsIn(Path parent) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(job -> Files.exists(job.resolve("job.toml"))).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void isTaken(Path original) throws IOException {
    Path job = directory.resolve("job");
    PathUtils.copyDirectory(original, job);
    if (Files.exists(job.resolve("make_data.py"))) {
      Files.writeString(job.resolve("events.dat"), "too large for the repository");
    }
    JobFolder folder = JobFolder.read(job, "job.toml", "Dockerfile");
    Path root = directory.resolve("package");
    Packaging packaging = new Packaging(folder, order(folder), root, Optional.empty());

    packaging.gather().orElseThrow(() -> new AssertionError(packaging.problems())).write();

    assertThat(PackageRules.problems(root)).isEmpty();
  }

  private PackageOrder order(JobFolder folder) throws IOException {
    Path program = directory.resolve("docker_wrapper_0.1.0_x86_64-pc-linux-gnu");
    Files.write(program, JobDirectory.elf());
    boolean gpu = folder.job().job().filter(Job::useGpu).isPresent();
    return new PackageOrder(
        AppName.parse("app"),
        VersionNumber.parse("1.2"),
        Platform.X86_64,
        new PlanClass(ONE_CPU, gpu),
        program,
        "0.1.0",
        Rule.ofReplicas(1e-9, OptionalDouble.empty()));
  }
}
