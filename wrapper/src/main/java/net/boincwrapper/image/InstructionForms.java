package net.boincwrapper.image;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Spelling;

/**
 * Instructions that the builder refuses for their form alone, as the Dockerfile reference has it
 * and Docker 20.10 does. It stops at the first one, and does not always name the line.
 */
final class InstructionForms {
  private static final Set<String> LISTS =
      Set.of("CMD", "ENTRYPOINT", "RUN", "COPY", "ADD", "VOLUME", "SHELL");

  /** What must follow each keyword, at least. */
  private static final Map<String, String> NEEDS =
      Map.of(
          "RUN", "a command",
          "ENV", "NAME=value",
          "LABEL", "name=value",
          "ARG", "a name",
          "WORKDIR", "a directory",
          "USER", "a user",
          "VOLUME", "a directory",
          "STOPSIGNAL", "a signal",
          "EXPOSE", "a port",
          "ONBUILD", "an instruction");

  private static final Map<String, List<String>> FLAGS =
      Map.of(
          "FROM", List.of("platform"),
          "COPY", List.of("chown", "from", "chmod", "link", "parents", "exclude"),
          "ADD", List.of("chown", "chmod", "link", "checksum", "keep-git-dir", "exclude"),
          "RUN", List.of("mount", "network", "security"),
          "HEALTHCHECK",
              List.of("interval", "timeout", "start-period", "start-interval", "retries"));

  private static final Pattern PORT = Pattern.compile("\\d+(?:-\\d+)?(?:/(?i:tcp|udp|sctp))?");

  private final Dockerfile file;
  private final DockerfileReport report;

  InstructionForms(Dockerfile file, DockerfileReport report) {
    this.file = file;
    this.report = report;
  }

  void check() {
    for (Instruction instruction : file.instructions()) {
      if (NEEDS.containsKey(instruction.keyword()) && instruction.text().isEmpty()) {
        report.error(instruction, "is empty; write " + NEEDS.get(instruction.keyword()));
      } else {
        flags(instruction);
        list(instruction);
        form(instruction);
      }
    }
  }

  private void flags(Instruction instruction) {
    List<String> known = FLAGS.getOrDefault(instruction.keyword(), List.of());
    for (String flag : new LinkedHashSet<>(instruction.flags())) {
      String name = flag.substring(2).split("=", 2)[0];
      if (!known.contains(name)) {
        report.error(instruction, "has no option --" + name + Spelling.hint(name, known));
      }
    }
  }

  /** Where a list was meant, the builder sees a line for the shell, or names with brackets. */
  private void list(Instruction instruction) {
    if (LISTS.contains(instruction.keyword())) {
      NearlyJson.of(instruction.text())
          .ifPresent(
              json ->
                  report.error(
                      instruction,
                      "begins like a list but is no JSON, and is taken word for word: "
                          + json.why()
                          + json.better()
                              .map(better -> "; write " + instruction.keyword() + " " + better)
                              .orElse("")));
    }
  }

  private void form(Instruction instruction) {
    switch (instruction.keyword()) {
      case "ENV", "LABEL" -> assignments(instruction);
      case "COPY", "ADD" -> copy(instruction);
      case "EXPOSE" -> ports(instruction);
      case "SHELL" -> {
        if (instruction.exec().isEmpty() && !report.hasErrorAt(instruction)) {
          report.error(instruction, "takes a list alone, such as [\"/bin/bash\", \"-c\"]");
        }
      }
      case "HEALTHCHECK" -> healthcheck(instruction);
      default -> {}
    }
  }

  private void assignments(Instruction instruction) {
    List<String> words = DockerfileWords.split(instruction.text());
    if (words.get(0).indexOf('=') < 0 && words.size() == 1) {
      report.error(instruction, words.get(0) + " has no value; write " + words.get(0) + "=value");
    } else if (words.get(0).indexOf('=') >= 0) {
      words.stream()
          .filter(word -> word.indexOf('=') < 0)
          .findFirst()
          .ifPresent(
              word ->
                  report.error(
                      instruction,
                      "there is no = in "
                          + word
                          + "; put a value with blanks into double quotes, and begin a comment on"
                          + " a line of its own"));
    }
  }

  private void copy(Instruction copy) {
    List<String> words = copy.words();
    boolean heredoc = copy.text().contains("<<");
    if (report.hasErrorAt(copy) || heredoc) {
      return;
    }
    if (words.size() < 2) {
      report.error(copy, "names a source but no destination, or nothing; write both");
    } else if (words.size() > 2 && !words.get(words.size() - 1).matches(".*(?:/|\\$.*)")) {
      String to = words.get(words.size() - 1);
      report.error(
          copy, "copies several files to " + to + ", which must end with a slash: " + to + "/");
    }
  }

  private void ports(Instruction expose) {
    for (String port : DockerfileWords.split(expose.text())) {
      if (port.indexOf('$') < 0 && !PORT.matcher(port).matches()) {
        report.error(expose, port + " is not a port; write a number, or one such as 53/udp");
      }
    }
  }

  private void healthcheck(Instruction instruction) {
    String kind = instruction.text().split("\\s", 2)[0];
    if (!kind.equalsIgnoreCase("CMD") && !kind.equalsIgnoreCase("NONE")) {
      report.error(instruction, "begins with neither CMD nor NONE");
    }
  }
}
