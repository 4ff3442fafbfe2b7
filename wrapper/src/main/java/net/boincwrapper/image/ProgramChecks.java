package net.boincwrapper.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.image.Images.Wish;

/** What ENTRYPOINT and CMD start. */
final class ProgramChecks {
  private final Dockerfile file;
  private final Wish wish;
  private final SlotFiles given;
  private final DockerfileReport report;
  private Optional<Instruction> entrypoint = Optional.empty();
  private Optional<Instruction> cmd = Optional.empty();

  ProgramChecks(Dockerfile file, Wish wish, SlotFiles given, DockerfileReport report) {
    this.file = file;
    this.wish = wish;
    this.given = given;
    this.report = report;
  }

  void check() throws IOException {
    boolean replaced = wish.job().createOptions().entrypoint().isPresent();
    List<List<Instruction>> stages = file.lineage(wish.job().buildOptions().target());
    if (replaced || stages.isEmpty()) {
      return;
    }
    stages.forEach(this::stage);
    if (namesProgram(entrypoint)) {
      withEntrypoint(entrypoint.orElseThrow());
    } else if (namesProgram(cmd)) {
      form(cmd.orElseThrow());
    } else {
      nothing(stages.get(stages.size() - 1).get(0));
    }
    slotProgram();
  }

  /**
   * The last ones count. An ENTRYPOINT takes away the CMD that a stage has inherited ({@code
   * moby/moby}, {@code builder/dockerfile/dispatchers.go}, {@code dispatchEntrypoint}).
   */
  private void stage(List<Instruction> stage) {
    boolean own = false;
    for (Instruction instruction : stage) {
      if (instruction.is("CMD")) {
        cmd = Optional.of(instruction);
        own = true;
      } else if (instruction.is("ENTRYPOINT")) {
        entrypoint = Optional.of(instruction);
        cmd = own ? cmd : Optional.empty();
      }
    }
  }

  /** An empty list takes away what the base image has. */
  private static boolean namesProgram(Optional<Instruction> instruction) {
    return instruction
        .filter(i -> !i.text().isEmpty() && i.exec().filter(List::isEmpty).isEmpty())
        .isPresent();
  }

  /** Reported only for a Dockerfile that can be built: other errors come first. */
  private void nothing(Instruction from) {
    Optional<Instruction> empty = cmd.or(() -> entrypoint);
    String example = "; end with one such as CMD [\"python3\", \"main.py\"]";
    if (empty.isPresent()) {
      report.warning(
          empty.get(),
          "names no program, and no other line does: unless the base image has an ENTRYPOINT,"
              + " nothing can be started"
              + example);
    } else if (!report.hasErrors() && canBeRead()) {
      report.warning(
          from,
          "no CMD and no ENTRYPOINT follows: what the base image runs by itself, if anything, is"
              + " run instead of the app"
              + example);
    }
  }

  private boolean canBeRead() {
    return DockerfileChecks.check(file, wish.job()).isEmpty();
  }

  private void withEntrypoint(Instruction program) {
    if (program.exec().isEmpty()) {
      form(program);
      cmd.filter(i -> namesProgram(cmd))
          .ifPresent(
              i ->
                  report.warning(
                      i,
                      "has no effect: an ENTRYPOINT that is no list takes no arguments; write the"
                          + " ENTRYPOINT as a list, or drop this line"));
    } else if (cmd.filter(i -> i.exec().isEmpty() && namesProgram(cmd)).isPresent()) {
      Instruction arguments = cmd.orElseThrow();
      if (!report.hasErrorAt(arguments)) {
        report.warning(
            arguments,
            "reaches the ENTRYPOINT as the three words /bin/sh, -c and this line; write "
                + "CMD "
                + ExecForm.print(DockerfileWords.split(arguments.text())));
      }
    } else {
      new ListForm(program, words(), given, report).check(this::owner);
    }
  }

  private void form(Instruction program) {
    if (report.hasErrorAt(program)) {
      return;
    }
    if (program.exec().isPresent()) {
      new ListForm(program, words(), given, report).check(this::owner);
    } else {
      new ShellForm(program, report).check();
    }
  }

  /** All words of the command, if both parts are lists. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    entrypoint.flatMap(Instruction::exec).ifPresent(words::addAll);
    cmd.flatMap(Instruction::exec).ifPresent(words::addAll);
    return words;
  }

  private Instruction owner(String word) {
    return cmd.filter(i -> i.exec().orElse(List.of()).contains(word))
        .or(() -> entrypoint)
        .or(() -> cmd)
        .orElseThrow();
  }

  private void slotProgram() throws IOException {
    Optional<Instruction> program = namesProgram(entrypoint) ? entrypoint : cmd;
    if (program.isEmpty() || report.hasErrorAt(program.get())) {
      return;
    }
    ShellLine line = ShellLine.of(program.get().text());
    boolean list = program.get().exec().isPresent();
    List<String> words = list ? words() : line.isOneCommand() ? line.words() : List.of();
    SlotProgram.of(wish, given)
        .check(words)
        .ifPresent(wrong -> report.error(owner(wrong.word()), wrong.message()));
    words.stream().findFirst().filter(this::isOnlyInSlot).ifPresent(this::notInPath);
  }

  /** The shell's PATH is not WORKDIR; the same file may be elsewhere in the image. */
  private boolean isOnlyInSlot(String program) {
    return given.has(program)
        && program.indexOf('/') < 0
        && file.instructions().stream()
            .noneMatch(i -> isInstallation(i) && i.text().contains(program))
        && file.instructions().stream().noneMatch(i -> i.is("ENV") && i.text().contains("PATH"));
  }

  private static boolean isInstallation(Instruction instruction) {
    return instruction.is("RUN") || instruction.is("COPY") || instruction.is("ADD");
  }

  private void notInPath(String program) {
    report.warning(
        owner(program),
        program
            + " is looked for in the image's PATH, where the slot is not; for the file of the slot"
            + " write ./"
            + program);
  }
}
