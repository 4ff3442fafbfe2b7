package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.ContainerPath;

/**
 * Finds what a Dockerfile puts, or looks for, below root's home. Images have it with the mode 0700,
 * so an app that runs with a volunteer's ids cannot go there.
 */
final class RootOnlyPaths {
  private static final ContainerPath HOME = ContainerPath.of("/root");

  /** Names a path below it, as a word or as a part of a list such as PATH's. */
  private static final Pattern BELOW =
      Pattern.compile("(?<![^\\s:=\"'\\[,])(/root(?:/[^\\s:\"',\\]]*)?)(?![\\w.-])");

  private static final Pattern OPENED = Pattern.compile("chmod\\b.*\\s/root(?:/|\\s|$)");

  private final Dockerfile file;
  private final List<Instruction> image;
  private final ContainerPath slot;
  private final List<Problem> problems = new ArrayList<>();

  private RootOnlyPaths(Dockerfile file, Job job) {
    this.file = file;
    this.image = file.lineage(job.buildOptions().target()).stream().flatMap(List::stream).toList();
    this.slot = ContainerPath.of(job.workdir());
  }

  /** One warning for each place; none for a Dockerfile that opens the directory. */
  static List<Problem> check(Dockerfile file, Job job) {
    RootOnlyPaths checks = new RootOnlyPaths(file, job);
    boolean opened =
        checks.image.stream().anyMatch(i -> i.is("RUN") && OPENED.matcher(i.text()).find());
    if (!opened && !checks.slot.contains(HOME)) {
      checks.copies();
      checks.image.stream().filter(i -> i.is("ENV")).forEach(checks::variables);
      checks.last("ENTRYPOINT").ifPresent(checks::program);
      checks.last("CMD").ifPresent(checks::program);
    }
    return List.copyOf(checks.problems);
  }

  private Optional<Instruction> last(String keyword) {
    return image.stream().filter(i -> i.is(keyword)).reduce((first, second) -> second);
  }

  private void copies() {
    ContainerPath current = ContainerPath.of("/");
    Optional<Instruction> workdir = Optional.empty();
    for (Instruction instruction : image) {
      if (instruction.is("WORKDIR") && instruction.text().indexOf('$') < 0) {
        String path = instruction.words().stream().findFirst().orElse("/");
        current = path.startsWith("/") ? ContainerPath.of(path) : current.resolve(path);
        workdir = Optional.of(instruction);
      } else if (instruction.is("COPY") || instruction.is("ADD")) {
        List<String> words = instruction.words();
        String to = words.isEmpty() ? "." : words.get(words.size() - 1);
        ContainerPath target = to.startsWith("/") ? ContainerPath.of(to) : current.resolve(to);
        if (HOME.contains(target)) {
          warn(instruction, "copies to " + target);
        }
      }
    }
    if (HOME.contains(current)) {
      workdir.ifPresent(i -> warn(i, "makes everything that is relative lead below /root"));
    }
  }

  private void variables(Instruction env) {
    // HOME itself has a warning of its own, where it is looked for.
    if (!env.text().startsWith("HOME")) {
      first(env.text()).ifPresent(path -> warn(env, "names " + path));
    }
  }

  private void program(Instruction instruction) {
    first(instruction.text()).ifPresent(path -> warn(instruction, "names " + path));
  }

  private static Optional<String> first(String text) {
    Matcher matcher = BELOW.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private void warn(Instruction at, String what) {
    problems.add(
        Problem.warning(
            file.name(),
            at.line(),
            at.keyword()
                + ": "
                + what
                + ", where only root may go: on a volunteer's host the app has the ids of the BOINC"
                + " client; use a place such as /opt"));
  }
}
