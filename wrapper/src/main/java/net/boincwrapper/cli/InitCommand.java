package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.folder.JobTemplates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: copies a job template. */
@Command(
    name = "init",
    description = "Copies a job template into a new directory.",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false)
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TEMPLATE",
      description = "Name of a template; docker-wrapper init list names them.")
  private String template = "";

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
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (template.equals("list") && directory == null) {
      JobTemplates.names().forEach(out::println);
      return ExitCode.GOOD;
    }
    Path target = directory == null ? Path.of(template) : directory;
    if (isOccupied(target)) {
      err.println(
          "init: "
              + target
              + " already exists and is not empty; name a new directory to copy into");
      return ExitCode.PROBLEMS;
    }
    try {
      List<Path> files = JobTemplates.copy(template, target);
      files.forEach(file -> out.println("  " + target.resolve(file)));
      out.println("Next: docker-wrapper dry-run " + target);
      return ExitCode.GOOD;
    } catch (NoSuchFileException e) {
      err.println(
          "init: there is no template \""
              + template
              + "\"; the templates are: "
              + String.join(", ", JobTemplates.names()));
      return ExitCode.USAGE;
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
