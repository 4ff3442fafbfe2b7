package net.boincwrapper.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Job;

/** The labels that a Dockerfile gives its image: those of the stages that it is made of. */
public final class DockerfileLabels {
  private DockerfileLabels() {}

  /**
   * A label.
   *
   * @param value empty where it uses a variable that is not known before the build
   * @param line where its instruction begins
   */
  public record Label(Optional<String> value, int line) {}

  /** By name; of several, the last one counts. */
  public static Map<String, Label> of(Dockerfile file, Job job, BuildPlatform platform) {
    DockerfileVariables variables =
        new DockerfileVariables(job.buildOptions().arguments(), platform);
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("FROM")) {
        break;
      }
      variables.lead(instruction);
    }
    Map<String, Label> labels = new LinkedHashMap<>();
    for (List<Instruction> stage : file.lineage(job.buildOptions().target())) {
      for (Instruction instruction : stage) {
        variables.take(instruction);
        if (instruction.is("LABEL")) {
          take(instruction, variables, labels);
        }
      }
    }
    return labels;
  }

  private static void take(
      Instruction instruction, DockerfileVariables variables, Map<String, Label> labels) {
    LabelWords.pairs(LabelWords.split(instruction.text()))
        .forEach(
            (name, value) ->
                variables
                    .expand(name)
                    .ifPresent(
                        plain ->
                            labels.put(
                                plain, new Label(variables.expand(value), instruction.line()))));
  }
}
