package net.boincwrapper.cli.packaging;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.job.Problem;

/**
 * The workunit of the samples, as create_work makes it ({@code tools/create_work.cpp}). An input
 * template without a {@code command_line} leaves the arguments to each workunit ({@code
 * tools/process_input_template.cpp:process_workunit}).
 *
 * @param inputs staged before, in the template's order
 * @param arguments of the rehearsal, which the template leaves to create_work; empty where the
 *     template has its own, and where nothing was rehearsed
 * @param fixed whether the template has arguments
 */
record SampleWork(AppName app, List<InputFile> inputs, List<String> arguments, boolean fixed) {
  private static final String SEED = "--seed";

  SampleWork {
    inputs = List.copyOf(inputs);
    arguments = List.copyOf(arguments);
  }

  /** What belongs to a job's samples. */
  static SampleWork of(
      AppName app, List<InputFile> inputs, JobFolder folder, Optional<RehearsalRecord> rehearsed) {
    boolean fixed = folder.input().filter(it -> !it.commandLine().isEmpty()).isPresent();
    List<String> own = rehearsed.map(it -> it.job().arguments()).orElse(List.of());
    return new SampleWork(app, inputs, fixed ? List.of() : own, fixed);
  }

  /** What no workunit's command line can say: it is copied into XML without an escape. */
  Optional<Problem> flaw(String inputName) {
    return arguments.stream()
        .filter(word -> word.matches("(?s).*[<&\\p{Cc}].*") || spelling(word).isEmpty())
        .findFirst()
        .map(
            word ->
                Problem.error(
                    inputName,
                    "has no <command_line>, and none could hold the rehearsal's argument "
                        + inShell(word)
                        + "; give the app such a value by a file"));
  }

  /** The command that makes it, for a shell in the project's directory. */
  String command() {
    return command(arguments.isEmpty() ? "" : inShell(line(arguments)), " \\\n  ");
  }

  /** Whether a seed is among the arguments, by the name that the templates of jobs give it. */
  boolean hasSeed() {
    int at = arguments.indexOf(SEED);
    return at >= 0 && at < arguments.size() - 1;
  }

  /** Others of the same inputs: one for each seed, or one for each line of a file. */
  String loop() {
    int seed = arguments.indexOf(SEED) + 1;
    if (!hasSeed()) {
      return "while read -r line; do " + command("\"$line\"", " ") + "; done < LINES";
    }
    String before = line(arguments.subList(0, seed));
    String after = line(arguments.subList(seed + 1, arguments.size()));
    String line = "\"" + inQuotes(before) + " $s" + (after.isEmpty() ? "" : " ") + inQuotes(after);
    return "for s in $(seq 1000); do " + command(line + "\"", " ") + "; done";
  }

  private String command(String line, String separator) {
    return "bin/create_work --appname "
        + app
        + (line.isEmpty() ? "" : " --command_line " + line)
        + inputs.stream()
            .filter(it -> !it.constant())
            .map(it -> separator + it.physicalName())
            .collect(Collectors.joining());
  }

  /** As a client splits it again ({@code lib/str_util.cpp:parse_command_line}). */
  static String line(List<String> words) {
    return words.stream().map(word -> spelling(word).orElse(word)).collect(Collectors.joining(" "));
  }

  /** A quote counts only at the beginning of a word. */
  private static Optional<String> spelling(String word) {
    if (word.matches("[^\\s'\"]\\S*")) {
      return Optional.of(word);
    }
    return Stream.of("\"", "'")
        .filter(quote -> !word.contains(quote))
        .findFirst()
        .map(quote -> quote + word + quote);
  }

  private static String inShell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String inQuotes(String text) {
    return text.replaceAll("[\\\\\"$`]", "\\\\$0");
  }
}
