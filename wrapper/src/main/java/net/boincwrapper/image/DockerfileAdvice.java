package net.boincwrapper.image;

import java.io.IOException;
import java.util.List;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.job.Problem;

/**
 * What the author of a Dockerfile should hear before volunteers build it. Only authors' commands
 * ask: on a volunteer's host, {@link DockerfileChecks} refuses what cannot be built, and the engine
 * finds the rest.
 */
final class DockerfileAdvice {
  private DockerfileAdvice() {}

  /**
   * Looks at a Dockerfile together with the files that its app will find.
   *
   * @return in order of the lines
   * @throws IOException if the file that would be started cannot be read
   */
  static List<Problem> of(Dockerfile file, Wish wish, SlotFiles given) throws IOException {
    DockerfileReport report = new DockerfileReport(file.name());
    new InstructionForms(file, report).check();
    new StageChecks(file, wish, report).check();
    new WorkdirChecks(file, wish, given, report).check();
    new BuildRunChecks(file, wish.job(), given, report).check();
    new RuntimeChecks(file, wish.job(), report).check();
    new ProgramChecks(file, wish, given, report).check();
    return report.sorted();
  }
}
