package net.boincwrapper.cli.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.image.DockerfileLabels.Label;
import net.boincwrapper.job.CircuitLabels;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.QuantumNeeds;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.StateMethod;

/** What job.toml and the labels of the image state, each with its place. */
final class Statements {
  private final JobFolder folder;
  private final Optional<QuantumNeeds> needs;
  private final Map<String, Label> labels;
  private final List<Problem> problems = new ArrayList<>();

  /** A method, and who names it. */
  record Method(StateMethod value, Origin origin, String words) {}

  Statements(JobFolder folder, Job job, Map<String, Label> labels) {
    this.folder = folder;
    this.needs = job.quantum();
    this.labels = labels;
  }

  /** Labels that cannot be understood; each is told once. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  boolean any() {
    return needs.isPresent()
        || labels.containsKey(CircuitLabels.QUBITS)
        || labels.containsKey(CircuitLabels.METHOD)
        || labels.containsKey(CircuitLabels.DEPTH);
  }

  Optional<QuantumNeeds> needs() {
    return needs;
  }

  Optional<Figure> jobQubits() {
    return needs.flatMap(it -> figure("quantum.qubits", it.qubits().stream().boxed().findFirst()));
  }

  Optional<Figure> jobDepth() {
    return needs.flatMap(it -> figure("quantum.depth", it.depth().stream().boxed().findFirst()));
  }

  Optional<Figure> jobGates() {
    return needs.flatMap(it -> figure("quantum.gates", it.gates().stream().boxed().findFirst()));
  }

  Optional<Method> jobMethod() {
    return needs.flatMap(QuantumNeeds::method).map(value -> method("quantum.method", value));
  }

  Optional<Method> jobClifford() {
    return needs.flatMap(QuantumNeeds::clifford).map(value -> method("quantum.clifford", value));
  }

  Optional<Figure> labelQubits() {
    return figure(CircuitLabels.QUBITS);
  }

  Optional<Figure> labelDepth() {
    return figure(CircuitLabels.DEPTH);
  }

  /** A name that we do not know is nobody's mistake: others may know it. */
  Optional<Method> labelMethod() {
    return text(CircuitLabels.METHOD)
        .flatMap(StateMethod::named)
        .map(
            value ->
                new Method(
                    value,
                    ofLabel(CircuitLabels.METHOD),
                    "LABEL " + CircuitLabels.METHOD + " is " + value.word()));
  }

  /** Where job.toml has a key; the file as a whole if it has not. */
  Origin ofKey(String key) {
    return folder.job().settings().stream()
        .filter(setting -> setting.key().equals(key) && !setting.origin().equals("default"))
        .findFirst()
        .map(setting -> line(setting.origin()))
        .orElse(Origin.whole(folder.jobName()));
  }

  private static Origin line(String place) {
    String plain = place.replaceFirst(" .*", "");
    int colon = plain.lastIndexOf(':');
    return new Origin(plain.substring(0, colon), Integer.parseInt(plain.substring(colon + 1)));
  }

  private Optional<Figure> figure(String key, Optional<Integer> value) {
    return value.map(number -> new Figure(number, ofKey(key), "\"" + key + "\" is " + number));
  }

  private Method method(String key, StateMethod value) {
    return new Method(value, ofKey(key), "\"" + key + "\" is \"" + value.word() + "\"");
  }

  private Optional<Figure> figure(String label) {
    Optional<String> text = text(label);
    boolean number = text.filter(it -> it.matches("0*[1-9]\\d{0,8}")).isPresent();
    if (text.isPresent() && !number) {
      Problem problem =
          ofLabel(label)
              .warning(
                  "LABEL "
                      + label
                      + " is \""
                      + text.get()
                      + "\", which is not a whole number above 0, and says nothing");
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
    return text.filter(it -> number)
        .map(Long::parseLong)
        .map(it -> new Figure(it, ofLabel(label), "LABEL " + label + " is " + it));
  }

  private Optional<String> text(String label) {
    return Optional.ofNullable(labels.get(label)).flatMap(Label::value);
  }

  /** Of a label that is there. */
  private Origin ofLabel(String label) {
    return new Origin(
        folder.dockerfileName(), Objects.requireNonNull(labels.get(label), label).line());
  }
}
