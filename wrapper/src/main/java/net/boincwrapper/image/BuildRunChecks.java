package net.boincwrapper.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.ContainerPath;

/** What happens while an image is built: the slot is not there yet, and hides what was made. */
final class BuildRunChecks {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s;&|()<>\"'=]+");
  private static final Pattern GIT =
      Pattern.compile("git@.*|(?:git|ssh)://.*|https?://.*\\.git(?:#.*)?");
  private static final Pattern ADDRESS = Pattern.compile("(?:https?|ftp)://.*");

  private final Dockerfile file;
  private final List<Instruction> ofTheImage;
  private final ContainerPath slot;
  private final SlotFiles given;
  private final DockerfileReport report;

  BuildRunChecks(Dockerfile file, Job job, SlotFiles given, DockerfileReport report) {
    this.file = file;
    this.ofTheImage =
        file.lineage(job.buildOptions().target()).stream().flatMap(List::stream).toList();
    this.slot = ContainerPath.of(job.workdir());
    this.given = given;
    this.report = report;
  }

  void check() {
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("RUN") && !report.hasErrorAt(instruction)) {
        run(instruction);
      } else if (instruction.is("ADD")) {
        downloads(instruction);
      }
    }
  }

  private void run(Instruction run) {
    List<String> words = List.of(BETWEEN_WORDS.split(run.text()));
    Optional<String> hidden = words.stream().filter(this::isBelowSlot).findFirst();
    if (hidden.isPresent() && ofTheImage.contains(run)) {
      report.warning(
          run,
          "what it makes of "
              + hidden.get()
              + " is hidden: the slot is mounted over "
              + slot
              + "; use another directory, such as /opt");
    }
    words.stream()
        .map(word -> word.startsWith("./") ? word.substring(2) : word)
        .filter(word -> word.indexOf('.') > 0 && given.has(word) && !isCopied(word))
        .findFirst()
        .ifPresent(
            name ->
                report.warning(
                    run,
                    name
                        + " is in the slot, which is not there while the image is built; copy it"
                        + " before, as in COPY "
                        + name
                        + " /tmp/, and name it there"));
  }

  private boolean isBelowSlot(String word) {
    return word.startsWith(slot + "/") && word.length() > slot.text().length() + 1;
  }

  private boolean isCopied(String name) {
    return file.instructions().stream()
        .filter(i -> i.is("COPY") || i.is("ADD"))
        .flatMap(i -> ContextSources.of(i).stream())
        .anyMatch(source -> WorkdirChecks.takes(source.name(), name));
  }

  private void downloads(Instruction add) {
    for (String word : add.words()) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (GIT.matcher(lower).matches()) {
        report.error(add, word + " needs BuildKit, which is not used here; copy the files instead");
        return;
      }
      if (ADDRESS.matcher(lower).matches()) {
        report.warning(
            add,
            "every host downloads "
                + word
                + ", and nobody checks that it is the same for all of them; make it a file of the app"
                + " version, or compare its checksum in a RUN");
        return;
      }
    }
  }
}
