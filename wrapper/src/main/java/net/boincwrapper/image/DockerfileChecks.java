package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;

/** Why a Dockerfile cannot be built, as far as it is worth telling before an engine is asked. */
final class DockerfileChecks {
  private static final Map<String, Set<String>> BUILDKIT_FLAGS =
      Map.of(
          "RUN", Set.of("mount", "network", "security"),
          "COPY", Set.of("chmod", "link", "parents", "exclude"),
          "ADD", Set.of("chmod", "link", "checksum", "keep-git-dir", "exclude"));

  private final Dockerfile file;
  private final Job job;
  private final List<Problem> problems = new ArrayList<>();

  private DockerfileChecks(Dockerfile file, Job job) {
    this.file = file;
    this.job = job;
  }

  /**
   * Checks a Dockerfile against its job.
   *
   * @param name of the file, for messages
   * @param text its content
   */
  static List<Problem> check(String name, String text, Job job) {
    return check(DockerfileReader.read(name, text), job);
  }

  static List<Problem> check(Dockerfile file, Job job) {
    DockerfileChecks checks = new DockerfileChecks(file, job);
    checks.problems.addAll(file.problems());
    checks.from();
    checks.imageNames();
    checks.flags();
    checks.problems.sort(Comparator.comparingInt(p -> p.line().orElse(0)));
    return List.copyOf(checks.problems);
  }

  private void from() {
    Optional<Instruction> first =
        file.instructions().stream().filter(i -> !i.is("ARG")).findFirst();
    if (first.isEmpty()) {
      problems.add(
          Problem.error(
              file.name(), "has no FROM; begin with one such as FROM debian:bookworm-slim"));
    } else if (!first.get().is("FROM")) {
      error(first.get(), "comes before FROM; only ARG may");
    }
    Optional<String> target = job.buildOptions().target();
    boolean known =
        target.isEmpty()
            || file.instructions().stream()
                .filter(i -> i.is("FROM"))
                .anyMatch(i -> Dockerfile.stageName(i).equals(target.map(DockerfileChecks::lower)));
    if (!known) {
      problems.add(
          Problem.error(
              file.name(), "has no stage " + target.get() + ", which build_args names as target"));
    }
  }

  /** The engine refuses them, too, but does not name the line. */
  private void imageNames() {
    Map<String, String> arguments = job.buildOptions().arguments();
    for (BaseImages.Base base : BaseImages.stages(file, arguments, BuildPlatform.of(""))) {
      if (base.known()) {
        imageName(base.from(), base.image());
      }
    }
    Set<String> stages = new HashSet<>();
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("FROM")) {
        Dockerfile.stageName(instruction).ifPresent(stages::add);
      }
      instruction
          .flag("from")
          .filter(from -> literal(from) && !stages.contains(lower(from)))
          .ifPresent(from -> imageName(instruction, from));
    }
  }

  private void imageName(Instruction at, String image) {
    String repository = NetworkProbe.repository(image);
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    boolean host = first.indexOf('.') >= 0 || first.indexOf(':') >= 0;
    String path = host ? repository.substring(slash) : repository;
    if (!path.equals(lower(path))) {
      String better = (host ? first : "") + lower(path) + image.substring(repository.length());
      error(
          at,
          image + " has capital letters, which the name of an image cannot have; write " + better);
    }
  }

  private void flags() {
    for (Instruction instruction : file.instructions()) {
      BUILDKIT_FLAGS.getOrDefault(instruction.keyword(), Set.of()).stream()
          .filter(flag -> instruction.flag(flag).isPresent())
          .sorted()
          .forEach(
              flag -> error(instruction, "--" + flag + " needs BuildKit, which is not used here"));
    }
  }

  private static boolean literal(String text) {
    return text.indexOf('$') < 0;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private void error(Instruction at, String message) {
    problems.add(Problem.error(file.name(), at.line(), at.keyword() + ": " + message));
  }
}
