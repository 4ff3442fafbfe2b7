package net.boincwrapper.cli.preflight;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.circuit.CircuitFile;
import net.boincwrapper.cli.circuit.syntax.CircuitProblem;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.image.DockerfileLabels;
import net.boincwrapper.image.DockerfileLabels.Label;
import net.boincwrapper.image.DockerfileReader;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.StateMethod;

/**
 * What a job's circuits need, before anything runs.
 *
 * @param circuits the OpenQASM files among the inputs
 * @param problems contradictions, and needs above what there is
 */
public record Preflight(
    List<Circuit> circuits, Optional<Estimate> estimate, List<Problem> problems) {
  public Preflight {
    circuits = List.copyOf(circuits);
    problems = List.copyOf(problems);
  }

  /** What follows from all that is said. */
  record Estimate(Figures figures, Needs needs, Told<BigInteger> operations) {}

  /** What lies in the folder. */
  record Found(List<Circuit> circuits, List<Problem> problems) {
    /** A folder of more files is data. */
    private static final int MOST_FILES = 10_000;

    static Found in(JobFolder folder) throws IOException {
      List<Circuit> circuits = new ArrayList<>();
      List<Problem> problems = new ArrayList<>();
      for (Path file : inputs(folder)) {
        if (CircuitFile.isCircuit(folder.directory().resolve(file))) {
          CircuitFile.Reading reading = CircuitFile.read(folder.directory(), file);
          circuits.add(reading.circuit());
          reading.problems().forEach(problem -> problems.add(problem(problem)));
        }
      }
      return new Found(circuits, problems);
    }

    /** The workunit's files; without any in an input template, every file may be one. */
    private static List<Path> inputs(JobFolder folder) {
      Set<String> named =
          folder.input().stream()
              .flatMap(template -> template.files().stream())
              .map(FileReference::openName)
              .collect(Collectors.toSet());
      return folder.appFiles().stream()
          .filter(file -> named.isEmpty() || named.contains(file.toString()))
          .limit(MOST_FILES)
          .toList();
    }

    private static Problem problem(CircuitProblem problem) {
      Origin origin = new Origin(problem.place().file(), problem.place().line());
      String column = problem.place().line() > 0 ? "column " + problem.place().column() + ": " : "";
      return origin.error(column + problem.message());
    }
  }

  /** Of a job that has nothing to do with circuits. */
  public static Preflight none() {
    return new Preflight(List.of(), Optional.empty(), List.of());
  }

  /**
   * Looks at the job, its circuits and its Dockerfile.
   *
   * @param machineMemory in bytes; 0: unknown
   * @throws IOException if a circuit cannot be read
   */
  public static Preflight of(JobFolder folder, Job job, BuildPlatform platform, long machineMemory)
      throws IOException {
    return of(folder, job, platform, machineMemory, Found.in(folder));
  }

  static Preflight of(
      JobFolder folder, Job job, BuildPlatform platform, long machineMemory, Found found)
      throws IOException {
    Statements stated = new Statements(folder, job, labels(folder, job, platform));
    List<Circuit> circuits = found.circuits();
    List<Problem> problems = new ArrayList<>(found.problems());
    if (circuits.isEmpty() && !stated.any()) {
      return none();
    }
    List<Circuit> deciding = Figures.deciding(stated, circuits);
    Figures figures = Figures.of(stated, deciding, stated.ofKey("quantum.qubits"));
    Needs needs = Needs.of(figures, job, folder);
    Told<BigInteger> operations = Operations.of(figures, deciding);
    problems.addAll(empty(circuits));
    problems.addAll(Contradictions.find(stated, circuits));
    problems.addAll(stated.problems());
    Bounds.Machine machine = new Bounds.Machine(machineMemory, free(folder.directory()));
    problems.addAll(Bounds.check(job, folder.bounds(), machine, figures, needs, operations));
    return new Preflight(circuits, Optional.of(new Estimate(figures, needs, operations)), problems);
  }

  private static List<Problem> empty(List<Circuit> circuits) {
    String message = "declares no qubit, so there is nothing to simulate; put the circuit into it";
    return circuits.stream()
        .filter(circuit -> circuit.qubits().value().orElse(1) == 0)
        .map(circuit -> Origin.whole(circuit.file()).error(message))
        .toList();
  }

  private static Map<String, Label> labels(JobFolder folder, Job job, BuildPlatform platform) {
    return job.hasFinishedImage()
        ? Map.of()
        : folder
            .dockerfile()
            .map(text -> DockerfileReader.read(folder.dockerfileName(), text))
            .map(file -> DockerfileLabels.of(file, job, platform))
            .orElse(Map.of());
  }

  private static long free(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** For people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Circuit circuit : circuits) {
      lines.add(
          circuit.file()
              + ": "
              + circuit.dialect()
              + ", qubits "
              + circuit.qubits()
              + ", gates "
              + circuit.gates()
              + ", depth "
              + circuit.depth()
              + ", Clifford gates alone: "
              + circuit.clifford().value().map(is -> is ? "yes" : "no").orElse("unknown"));
    }
    estimate.ifPresent(it -> lines(it, lines));
    return lines;
  }

  /** A reason that several have in common is told once. */
  private static void lines(Estimate estimate, List<String> lines) {
    Map<String, String> told = new HashMap<>();
    Figures figures = estimate.figures();
    lines.add(line("qubits", figures.qubits(), String::valueOf, told));
    lines.add(line("method", figures.method(), StateMethod::word, told));
    lines.add(line("state", estimate.needs().state(), Sizes::show, told));
    lines.add(line("memory", estimate.needs().memory(), Sizes::show, told));
    lines.add(line("disk", estimate.needs().disk(), Sizes::show, told));
    lines.add(
        line(
            "operations",
            estimate.operations(),
            it -> Bounds.scientific(new BigDecimal(it)),
            told));
  }

  private static <T> String line(
      String name, Told<T> value, Function<T, String> as, Map<String, String> told) {
    String first = value.isKnown() ? name : told.getOrDefault(value.note(), name);
    if (!value.isKnown()) {
      told.putIfAbsent(value.note(), name);
    }
    return String.format(
        Locale.ROOT,
        "%-12s%s",
        name,
        first.equals(name)
            ? value.shown(as)
            : "unknown, as the " + first + (first.endsWith("s") ? " are" : " is"));
  }
}
