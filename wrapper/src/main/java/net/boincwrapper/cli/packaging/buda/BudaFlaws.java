package net.boincwrapper.cli.packaging.buda;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;

/** Why BUDA cannot take a job. */
final class BudaFlaws {
  /**
   * The bounds of each of its jobs: its templates set none ({@code
   * html/user/buda.php:create_templates}), so they are those of {@code tools/backend_lib.h}.
   */
  static final double MEMORY = 5e8;

  static final double DISK = 1e9;

  /** {@code samples/docker_wrapper/docker_wrapper.cpp:create_container}, {@code arg_buf}. */
  private static final int LONGEST_ARGUMENTS = 1000;

  private final JobFolder folder;
  private final BudaOrder order;
  private final Job job;
  private final List<Problem> problems = new ArrayList<>();

  private BudaFlaws(JobFolder folder, BudaOrder order) {
    this.folder = folder;
    this.order = order;
    this.job = folder.job().job().orElseThrow();
  }

  static List<Problem> of(JobFolder folder, BudaOrder order) throws IOException {
    BudaFlaws flaws = new BudaFlaws(folder, order);
    flaws.image();
    flaws.bounds();
    flaws.inputs();
    flaws.outputs();
    flaws.files();
    flaws.arguments();
    return flaws.problems;
  }

  private void error(String file, String message) {
    problems.add(Problem.error(file, message));
  }

  private void image() {
    job.image()
        .archive()
        .ifPresent(
            archive ->
                error(
                    folder.jobName(),
                    "image.archive: BOINC's docker_wrapper loads no image archive, it only builds;"
                        + " remove it, and let the Dockerfile make the image"));
    if (folder.dockerfile().isEmpty()) {
      error(
          folder.dockerfileName(),
          "is not there, but BUDA asks for one, and BOINC's docker_wrapper pulls no image by its"
              + " name; write one that begins with FROM "
              + job.imageName().orElse("IMAGE"));
    }
  }

  private void bounds() {
    BoincTemplate.Bounds written = folder.bounds();
    bound("rsc_memory_bound", written.memoryBytes(), MEMORY, "memory");
    bound("rsc_disk_bound", written.diskBytes(), DISK, "disk");
    long limit = job.limits().memoryBytes().orElse(0);
    if (limit > MEMORY) {
      error(folder.jobName(), "limits.memory is " + limit + " bytes: " + fixed(MEMORY, "memory"));
    }
  }

  private void bound(String tag, double written, double most, String what) {
    if (written > most) {
      error(
          folder.inputName(),
          "<" + tag + "> is " + BudaForms.plain(written) + " bytes: " + fixed(most, what));
    }
    Optional.ofNullable(order.measured().get(tag))
        .map(BigDecimal::new)
        .filter(measured -> measured.doubleValue() > most)
        .ifPresent(
            measured ->
                error(
                    folder.inputName(),
                    "the rehearsal asks for "
                        + BudaForms.plain(measured.doubleValue())
                        + " bytes of "
                        + what
                        + ": "
                        + fixed(most, what)));
  }

  private static String fixed(double most, String what) {
    return "BUDA gives each job "
        + BudaForms.plain(most)
        + " bytes of "
        + what
        + ", and has no field for more; make the job smaller, or package it as an app of its own"
        + " (without --buda)";
  }

  private void inputs() {
    for (BoincTemplate.FileReference input : references(folder.input())) {
      BudaNames.flaw(input.openName()).ifPresent(why -> error(input.openName(), why));
    }
  }

  private void outputs() {
    List<BoincTemplate.FileReference> outputs = references(folder.output());
    if (outputs.isEmpty()) {
      error(
          folder.outputName(),
          "names no output, so a server would get nothing back; rehearse the job, and the report"
              + " proposes a template");
    }
    for (BoincTemplate.FileReference output : outputs) {
      BudaNames.flaw(output.openName()).ifPresent(why -> error(output.openName(), why));
      if (output.optional()) {
        error(
            folder.outputName(),
            output.openName()
                + " is optional, and in BUDA a job without one of its outputs is an error; let the"
                + " app write it always, or leave it out");
      }
    }
  }

  private void files() throws IOException {
    for (String name : BudaFiles.ofTheApp(folder)) {
      BudaNames.flaw(name).ifPresent(why -> error(name, why));
    }
    if (hasProjectFiles()) {
      error(
          JobFolder.PROJECT_DIRECTORY,
          "has files for the project's directory, which BUDA has no place for; let the job read them"
              + " in its own directory");
    }
  }

  private boolean hasProjectFiles() throws IOException {
    if (!Files.isDirectory(folder.directory().resolve(JobFolder.PROJECT_DIRECTORY))) {
      return false;
    }
    try (Stream<java.nio.file.Path> files =
        Files.list(folder.directory().resolve(JobFolder.PROJECT_DIRECTORY))) {
      return files.findAny().isPresent();
    }
  }

  private void arguments() {
    if (order.arguments().equals(List.of("0"))) {
      error(
          folder.inputName(),
          "the argument \"0\" alone is none to BUDA (html/user/buda_submit.php:create_jobs); write"
              + " another, or add one");
    }
    for (String argument : order.arguments()) {
      if (!BudaNames.isSafe(argument)) {
        error(
            folder.inputName(),
            "the argument \""
                + argument
                + "\" goes through shells on its way to the app, which would change it; use letters,"
                + " digits and . / : = , + @ % _ -, or give the app this value by an input file");
      }
    }
    if (String.join(" ", order.arguments()).length() > LONGEST_ARGUMENTS) {
      error(
          folder.inputName(),
          "the arguments are longer than 1000 characters, for which docker_wrapper has no room; give"
              + " the app an input file instead");
    }
  }

  static List<BoincTemplate.FileReference> references(Optional<BoincTemplate> template) {
    return template.map(BoincTemplate::files).orElse(List.of());
  }
}
