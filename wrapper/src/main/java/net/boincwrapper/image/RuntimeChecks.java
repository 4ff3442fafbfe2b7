package net.boincwrapper.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.SignalNames;
import net.boincwrapper.plan.ContainerPath;

/** Instructions about the container that mean something else on a volunteer's host, or nothing. */
final class RuntimeChecks {
  /** What Docker takes beside the signals that an app is stopped with. */
  private static final Pattern OTHER_SIGNAL =
      Pattern.compile(
          "\\d+|(?:SIG)?(?:RTMIN|RTMAX)(?:[+-]\\d+)?"
              + "|(?:SIG)?(?:BUS|CHLD|CLD|FPE|ILL|IOT|POLL|SEGV|STKFLT|SYS|TRAP|XCPU|XFSZ)",
          Pattern.CASE_INSENSITIVE);

  private final List<Instruction> instructions;
  private final Job job;
  private final ContainerPath slot;
  private final DockerfileReport report;

  RuntimeChecks(Dockerfile file, Job job, DockerfileReport report) {
    this.instructions =
        file.lineage(job.buildOptions().target()).stream().flatMap(List::stream).toList();
    this.job = job;
    this.slot = ContainerPath.of(job.workdir());
    this.report = report;
  }

  void check() {
    last("USER")
        .ifPresent(
            user ->
                report.warning(
                    user,
                    "USER has no effect on a task: it runs with the ids of the volunteer's BOINC"
                        + " client; what it needs in the image must be readable by all"));
    last("HEALTHCHECK")
        .filter(check -> !check.text().equalsIgnoreCase("NONE") && !report.hasErrorAt(check))
        .ifPresent(
            check ->
                report.warning(
                    check,
                    "has no effect: it would cost CPU time on every host, so tasks run without; for"
                        + " an app that may hang write timeout in [progress] in job.toml"));
    last("STOPSIGNAL").ifPresent(this::stopSignal);
    for (Instruction instruction : instructions) {
      if (instruction.is("VOLUME")) {
        instruction.words().forEach(path -> volume(instruction, path));
      } else if (instruction.is("ONBUILD")) {
        report.warning(
            instruction,
            "acts only when another image is built from this one, and a task's image is the last;"
                + " write the instruction itself");
      }
    }
  }

  private Optional<Instruction> last(String keyword) {
    return instructions.stream().filter(i -> i.is(keyword)).reduce((first, second) -> second);
  }

  private void stopSignal(Instruction instruction) {
    String signal = instruction.text();
    if (signal.indexOf('$') >= 0 || signal.isEmpty() || OTHER_SIGNAL.matcher(signal).matches()) {
      killed(instruction, signal.equals("9") ? "SIGKILL" : "");
      return;
    }
    Problems problems = new Problems("");
    Optional<String> name = SignalNames.parse(signal, new Place(problems, 1, signal));
    problems.sorted().stream()
        .map(Problem::message)
        .forEach(message -> report.error(instruction, message));
    name.ifPresent(known -> killed(instruction, known));
  }

  private void killed(Instruction instruction, String signal) {
    if (SignalNames.UNCATCHABLE.contains(signal) && job.createOptions().stopSignal().isEmpty()) {
      report.warning(
          instruction,
          "no app can catch "
              + signal
              + ", so it has no time to write its last checkpoint; drop the line: SIGTERM is sent");
    }
  }

  /** At WORKDIR itself the slot is mounted; a scratch takes the place of a volume, too. */
  private void volume(Instruction instruction, String path) {
    if (path.indexOf('$') >= 0 || !path.startsWith("/")) {
      return;
    }
    ContainerPath volume = ContainerPath.of(path);
    boolean replaced =
        volume.equals(slot) || job.scratch().stream().anyMatch(s -> s.path().equals(volume.text()));
    if (slot.contains(volume) && !replaced) {
      report.warning(
          instruction,
          volume
              + " covers a part of the slot: what the app writes there is no checkpoint and no"
              + " output, and is lost with the container; drop the line");
    } else if (!replaced) {
      report.warning(
          instruction,
          volume
              + " is a new volume in every container: what the app writes there is lost at each"
              + " restart, and most images leave it to root alone; drop the line, and write below"
              + " WORKDIR, or to a [[scratch]] of job.toml");
    }
  }
}
