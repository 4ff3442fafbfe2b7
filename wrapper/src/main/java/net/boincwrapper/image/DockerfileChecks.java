package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.ContainerPath;

/** What an author should know about a Dockerfile before it is built on many hosts. */
final class DockerfileChecks {
  private static final Map<String, Set<String>> BUILDKIT_FLAGS =
      Map.of(
          "RUN", Set.of("mount", "network", "security"),
          "COPY", Set.of("chmod", "link", "parents", "exclude"),
          "ADD", Set.of("chmod", "link", "checksum", "keep-git-dir", "exclude"));

  private static final Pattern NEEDS_SHELL = Pattern.compile("[$`;&|<>*?\"'\\\\(){}~#]");

  private final Dockerfile file;
  private final Job job;
  private final List<Instruction> stage;
  private final List<Problem> problems = new ArrayList<>();

  private DockerfileChecks(Dockerfile file, Job job) {
    this.file = file;
    this.job = job;
    this.stage = file.stage(job.buildOptions().target());
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
    checks.workdirAndCopies();
    checks.program();
    checks.user();
    checks.noProgram();
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

  /** WORKDIR changes from instruction to instruction; a relative one is below the one before. */
  private void workdirAndCopies() {
    ContainerPath slot = ContainerPath.of(job.workdir());
    ContainerPath current = ContainerPath.of("/");
    Optional<Instruction> last = Optional.empty();
    for (Instruction instruction : stage) {
      if (instruction.is("WORKDIR") && literal(instruction.text())) {
        String path = instruction.words().stream().findFirst().orElse("/");
        current = path.startsWith("/") ? ContainerPath.of(path) : current.resolve(path);
        last = Optional.of(instruction);
      } else if (ContextSources.copies(instruction)) {
        copy(instruction, current, slot);
      }
    }
    if (last.isPresent() && !current.equals(slot)) {
      warning(
          last.get(),
          "WORKDIR is "
              + current
              + " but the slot is mounted at "
              + slot
              + ", where the app starts; make WORKDIR and workdir in job.toml equal");
    }
  }

  private void copy(Instruction copy, ContainerPath current, ContainerPath slot) {
    List<String> words = copy.words();
    String to = words.isEmpty() ? "." : words.get(words.size() - 1);
    ContainerPath target = to.startsWith("/") ? ContainerPath.of(to) : current.resolve(to);
    if (literal(to) && slot.contains(target)) {
      warning(
          copy,
          "what it copies to "
              + target
              + " is hidden: the slot, with the application's files in it, is mounted over "
              + slot
              + "; drop the line, or copy it elsewhere if it belongs to the image");
    }
  }

  private void program() {
    for (String keyword : List.of("ENTRYPOINT", "CMD")) {
      Optional<Instruction> last =
          stage.stream().filter(i -> i.is(keyword)).reduce((first, second) -> second);
      last.filter(i -> i.exec().isEmpty() && !i.text().startsWith("exec ")).ifPresent(this::shell);
    }
  }

  /** Reported only for a Dockerfile that can be built: other errors come first. */
  private void noProgram() {
    boolean none =
        job.createOptions().entrypoint().isEmpty()
            && file.lineage(job.buildOptions().target()).stream()
                .flatMap(List::stream)
                .noneMatch(DockerfileChecks::names);
    if (none && problems.stream().noneMatch(Problem::isError)) {
      warning(
          stage.get(0),
          "no CMD and no ENTRYPOINT follows: what the base image runs by itself, if anything, is"
              + " run instead of the app; end with one such as CMD [\"python3\", \"main.py\"]");
    }
  }

  /** Whether an instruction names a program; an empty list takes it away. */
  private static boolean names(Instruction i) {
    boolean empty = i.exec().filter(List::isEmpty).isPresent();
    return (i.is("CMD") || i.is("ENTRYPOINT")) && !empty && !i.text().isEmpty();
  }

  private void shell(Instruction instruction) {
    String text = instruction.text();
    boolean simple = !NEEDS_SHELL.matcher(text).find();
    String better = simple ? ExecForm.print(DockerfileWords.split(text)) : "exec " + text;
    warning(
        instruction,
        "in this form a shell runs the app and may keep SIGTERM from it, so that it cannot"
            + " write its last checkpoint; write "
            + instruction.keyword()
            + " "
            + better);
  }

  private void user() {
    stage.stream()
        .filter(i -> i.is("USER"))
        .reduce((first, second) -> second)
        .ifPresent(
            i ->
                warning(
                    i,
                    "USER has no effect on a task: it runs with the ids of the volunteer's BOINC"
                        + " client; what it needs in the image must be readable by all"));
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

  private void warning(Instruction at, String message) {
    problems.add(Problem.warning(file.name(), at.line(), at.keyword() + ": " + message));
  }
}
