package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.cli.folder.JobTemplates;
import net.boincwrapper.job.Spelling;
import net.boincwrapper.plan.ShellWords;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: copies a job template. */
@Command(
    name = "init",
    customSynopsis = {"docker-wrapper init TEMPLATE [DIR]", "       docker-wrapper init list"},
    description = "Copies a job template into a new directory.",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false)
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TEMPLATE",
      completionCandidates = Names.class,
      description = "Name of a template; \"init list\" says what each one is.")
  private @Nullable String template;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Directory to create; default: the template's name.")
  private @Nullable Path directory;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException {
    if (template == null) {
      return refuse("name a template.");
    }
    if (template.equals("list") && directory == null) {
      list(spec.commandLine().getOut());
      return ExitCode.GOOD;
    }
    return JobTemplates.names().contains(template)
        ? copy(template)
        : refuse("there is no template \"" + template + "\"" + meant(template));
  }

  private static String meant(String word) throws IOException {
    String hint = Spelling.hint(word, JobTemplates.names());
    return hint.isEmpty() ? "." : hint;
  }

  private int refuse(String why) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    err.println("docker-wrapper init: " + why + " The templates:");
    list(err);
    return ExitCode.USAGE;
  }

  private static void list(PrintWriter to) throws IOException {
    List<String> names = JobTemplates.names();
    int width = names.stream().mapToInt(String::length).max().orElse(1);
    for (String name : names) {
      to.printf("  %-" + width + "s %s%n", name, JobTemplates.title(name));
    }
    to.flush();
  }

  private int copy(String from) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path target = directory == null ? Path.of(from) : directory;
    if (isOccupied(target)) {
      spec.commandLine()
          .getErr()
          .println(
              "docker-wrapper init: "
                  + target
                  + " already exists and is not empty; name a new directory to copy into");
      return ExitCode.PROBLEMS;
    }
    JobTemplates.copy(from, target).forEach(file -> out.println("  " + target.resolve(file)));
    out.println(
        "Next: "
            + ProgramName.command("dry-run " + ShellWords.join(List.of(ProgramName.word(target)))));
    return ExitCode.GOOD;
  }

  /** For the shell's completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      try {
        return JobTemplates.names().iterator();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean isOccupied(Path target) throws IOException {
    if (!Files.exists(target)) {
      return false;
    }
    if (!Files.isDirectory(target)) {
      return true;
    }
    try (Stream<Path> children = Files.list(target)) {
      return children.findAny().isPresent();
    }
  }
}
