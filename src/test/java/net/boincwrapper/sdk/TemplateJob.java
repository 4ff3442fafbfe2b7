package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.AuthorRun;
import net.boincwrapper.cli.ProgramRun;

/** A job made from a template, as an author makes and runs it, with inputs of the test's own. */
final class TemplateJob {
  private static final Duration RUN_PATIENCE = Duration.ofMinutes(15);
  private static final Duration REHEARSAL_PATIENCE = Duration.ofMinutes(40);

  private final Path directory;

  private TemplateJob(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes a job by {@code init}, in a new folder of the parent, which is named like the template.
   */
  static TemplateJob of(String template, Path parent) {
    return of(template, parent, template);
  }

  /** Makes a job by {@code init}, in a new folder of the parent, with a name of its own. */
  static TemplateJob of(String template, Path parent, String name) {
    Path directory = parent.resolve(name);
    AuthorRun init = AuthorRun.of("init", template, directory.toString());
    assertThat(init.exitCode()).as(init.err()).isZero();
    return new TemplateJob(directory);
  }

  Path directory() {
    return directory;
  }

  /** Writes a file of the job, such as its circuit, in place of the template's. */
  TemplateJob put(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
    return this;
  }

  /** Replaces a text in a file of the job; the file must have it. */
  TemplateJob edit(String name, String old, String text) throws IOException {
    String before = Files.readString(directory.resolve(name));
    assertThat(before).contains(old);
    return put(name, before.replace(old, text));
  }

  /** Runs it to its end with these arguments of the app, undisturbed; it must succeed. */
  Result run(String... arguments) throws IOException {
    return run(List.of(), arguments);
  }

  /**
   * Runs it to its end; it must succeed.
   *
   * @param options of {@code dry-run --run}, such as {@code --interrupt kill@5s} or {@code --cpus
   *     1}
   * @param arguments of the app; none: those of in.xml
   */
  Result run(List<String> options, String... arguments) throws IOException {
    try (ProgramRun run = start(options, arguments)) {
      assertThat(run.exitCode(RUN_PATIENCE)).as(() -> run.evidence() + stderr()).isZero();
      JsonObject summary = JsonParser.parseString(run.out()).getAsJsonObject();
      return new Result(Files.readAllBytes(output("result.json")), summary, stderr());
    }
  }

  /** Runs it to an end that must not be a success; returns what the app and the wrapper said. */
  String fail(List<String> options, String... arguments) throws IOException {
    try (ProgramRun run = start(options, arguments)) {
      assertThat(run.exitCode(RUN_PATIENCE)).as(() -> run.evidence() + stderr()).isEqualTo(4);
      return stderr();
    }
  }

  /** Starts a run without waiting for it, with {@code --json}. */
  ProgramRun start(List<String> options, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("dry-run", "--run", "--json"));
    words.addAll(options);
    words.add(directory.toString());
    return ProgramRun.start(withArguments(words, arguments));
  }

  /**
   * Rehearses it: each interruption must come to the same bytes, and the app may be released. All
   * of them in one run first, or the templates' rehearsals would take an hour.
   */
  void rehearse(String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("dry-run", "--rehearse", "--together", directory.toString()));
    try (ProgramRun run = ProgramRun.start(withArguments(words, arguments))) {
      assertThat(run.exitCode(REHEARSAL_PATIENCE)).as(run::evidence).isZero();
      // Eight, and again alone what came too late in the run that they shared.
      assertThat(run.out())
          .containsPattern("The app may be released: after each of ([89]|1\\d) interruptions");
      System.out.println(run.out());
    }
  }

  private static String[] withArguments(List<String> words, String... arguments) {
    if (arguments.length > 0) {
      words.add("--");
      words.addAll(List.of(arguments));
    }
    return words.toArray(String[]::new);
  }

  /** An output of the last run. */
  Path output(String name) {
    return directory.resolve(".dry-run/outputs").resolve(name);
  }

  /** The slot of the run that is under way, or was kept; as the container's label has it. */
  Path slot() throws IOException {
    return directory.resolve(".dry-run/slots/0").toRealPath();
  }

  /** The task's stderr.txt of the last run; empty if there is none. */
  String stderr() {
    try {
      return Files.readString(directory.resolve(".dry-run/stderr.txt"));
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * A run that succeeded.
   *
   * @param bytes of result.json
   * @param summary what {@code dry-run --run --json} printed
   * @param stderr the task's stderr.txt, in which the app's output is too
   */
  record Result(byte[] bytes, JsonObject summary, String stderr) {
    /** result.json. */
    JsonObject json() {
      return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    /** The probability of a bit string among those that result.json lists. */
    double probability(String bits) {
      JsonObject probabilities = json().getAsJsonObject("probabilities");
      return probabilities.has(bits) ? probabilities.get(bits).getAsDouble() : 0;
    }

    /** How often a bit string was sampled. */
    int count(String bits) {
      JsonObject counts = json().getAsJsonObject("counts");
      return counts.has(bits) ? counts.get(bits).getAsInt() : 0;
    }

    /** The expectation of Z of a qubit. */
    double z(int qubit) {
      return json().getAsJsonArray("expectation_z").get(qubit).getAsDouble();
    }

    int checkpoints() {
      return summary.get("checkpoints").getAsInt();
    }
  }
}
