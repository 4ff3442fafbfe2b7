package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that are wrong in one way each, and jobs of which nothing is to be said. */
class JobCasesTest {
  private static final Path CASES = Path.of("src/test/resources/net/boincwrapper/cli/jobs");
  private static final Path RIGHT = CASES.resolve("right.txt");
  private static final Path WRONG = CASES.resolve("wrong.txt");

  @TempDir private Path home;

  static List<JobCase> right() throws IOException {
    return JobCase.read(RIGHT);
  }

  static List<JobCase> wrong() throws IOException {
    return JobCase.read(WRONG);
  }

  /** Whoever copies a template, or reads an example, must not be told of a mistake. */
  static List<Path> published() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String parent : List.of("job-templates", "examples")) {
      try (Stream<Path> children = Files.list(Path.of(parent))) {
        children.filter(Files::isDirectory).sorted().forEach(folders::add);
      }
    }
    return folders;
  }

  @ParameterizedTest
  @MethodSource
  void right(JobCase job) throws IOException {
    assertThat(job.expected()).isEmpty();
    assertThat(told(job)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void wrong(JobCase job) throws IOException {
    assertThat(job.expected()).isNotEmpty();
    assertThat(told(job)).containsExactlyElementsOf(job.expected());
  }

  @ParameterizedTest
  @MethodSource
  void published(Path folder) throws IOException {
    Path job = home.resolve("job");
    PathUtils.copyDirectory(folder, job);
    if (Files.exists(job.resolve("make_data.py"))) {
      Files.writeString(job.resolve("events.dat"), "too large for the repository");
    }

    assertThat(told(job, List.of())).isEmpty();
  }

  /** Writes anew what is told of each wrong job. */
  @Test
  void accept() throws IOException {
    if (Boolean.getBoolean("acceptSnapshots")) {
      StringBuilder text = new StringBuilder();
      for (JobCase job : wrong()) {
        text.append("## ").append(job.written()).append("=>\n");
        told(job).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
      }
      Files.writeString(WRONG, text.toString().stripTrailing() + "\n");
    }
  }

  private List<String> told(JobCase job) throws IOException {
    return told(layOut(job), job.words());
  }

  /** What the command says, with what it ends. */
  private List<String> told(Path folder, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(List.of("dry-run", "--json", "--cpus", "1"));
    all.addAll(words);
    all.add(folder.toString());
    AuthorRun run = AuthorRun.of(all.toArray(String[]::new));
    List<String> lines = problems(run.out());
    boolean bad = lines.stream().anyMatch(line -> !line.contains(": warning: "));
    assertThat(run.exitCode()).isEqualTo(bad ? ExitCode.PROBLEMS : ExitCode.GOOD);
    assertThat(run.err()).isEmpty();
    return lines;
  }

  private Path layOut(JobCase job) throws IOException {
    Path folder = home.resolve("job");
    if (Files.exists(folder)) {
      PathUtils.deleteDirectory(folder);
    }
    right().get(0).layOut(folder);
    job.layOut(folder);
    return folder;
  }

  private List<String> problems(String json) throws IOException {
    List<String> lines = new ArrayList<>();
    for (JsonElement element :
        JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("problems")) {
      JsonObject problem = element.getAsJsonObject();
      String line = problem.has("line") ? ":" + problem.get("line").getAsInt() : "";
      boolean warning = problem.get("severity").getAsString().equals("warning");
      lines.add(
          problem.get("file").getAsString()
              + line
              + (warning ? ": warning: " : ": ")
              + problem.get("message").getAsString());
    }
    return lines.stream().map(this::withoutFolder).toList();
  }

  private String withoutFolder(String line) {
    return line.replace(home.resolve("job").toString(), "DIR");
  }
}
