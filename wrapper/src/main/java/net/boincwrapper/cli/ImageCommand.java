package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.cli.folder.FileDigest;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.engine.docker.SavedBytes;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.image.archive.SavedArchive;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code image save}: an image as a file that ships with an app version. */
@Command(
    name = "image",
    sortOptions = false,
    customSynopsis = "docker-wrapper image save IMAGE FILE",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is there",
      "1:there is no such image here",
      "2:usage",
      "3:no engine answers",
      "4:the image could not be saved"
    },
    description = {
      "Writes an image into a file that ships with an app version.",
      "Says what to write into job.toml. The same image gives the same bytes."
    })
final class ImageCommand implements Callable<Integer> {
  /** The image may have gigabytes, and the disk may be slow. */
  private static final Duration LONGEST = Duration.ofHours(2);

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "save", description = "The one thing that it does.")
  private @Nullable String what;

  @Parameters(index = "1", paramLabel = "IMAGE", description = "Name or id of the image.")
  private @Nullable String image;

  @Parameters(
      index = "2",
      paramLabel = "FILE",
      description =
          "Where it goes, usually into the job's directory. The end of its name says how it is"
              + " compressed: .tar, .tar.gz, .tgz or .tar.zst.")
  private @Nullable Path file;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException {
    String name = String.valueOf(image);
    Path target = file == null ? Path.of("image.tar.gz") : file;
    check(target);
    Optional<Engine> found = engine();
    if (found.isEmpty()) {
      return ExitCode.NO_ENGINE;
    }
    try (Engine engine = found.get()) {
      Optional<ImageInfo> known = engine.findImage(name);
      if (known.isEmpty()) {
        return refuse("there is no image " + name + " here; pull or build it first");
      }
      String architecture = BuildPlatform.of(engine.info().architecture()).architecture();
      SavedArchive saved =
          SavedBytes.of(
              System.getenv(),
              name,
              LONGEST,
              bytes -> SavedArchive.make(bytes, target, architecture));
      tell(saved);
      return ExitCode.GOOD;
    } catch (EngineException e) {
      spec.commandLine().getErr().println("docker-wrapper image: " + e.getMessage());
      return e.kind() == EngineException.Kind.UNREACHABLE
          ? ExitCode.NO_ENGINE
          : ExitCode.RUN_FAILED;
    }
  }

  private void check(Path target) {
    if (!"save".equals(what)) {
      throw new ParameterException(
          spec.commandLine(), "an image can be saved; write " + ProgramName.command("image save"));
    }
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    if (SavedArchive.ENDINGS.stream().noneMatch(name::endsWith)) {
      throw new ParameterException(
          spec.commandLine(),
          target + " ends in none of " + String.join(", ", SavedArchive.ENDINGS));
    }
  }

  private Optional<Engine> engine() {
    try {
      return Optional.of(Engines.connect(System.getenv()));
    } catch (EngineException e) {
      spec.commandLine().getErr().println("docker-wrapper image: " + e.getMessage());
      return Optional.empty();
    }
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println("docker-wrapper image: " + why);
    return ExitCode.PROBLEMS;
  }

  private void tell(SavedArchive saved) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %d bytes, layers: %d%n  sha256 of the file: %s%n%nFor job.toml:%n%n[image]%n"
            + "archive = \"%s\"%ndigest  = \"%s\"%n",
        saved.file(),
        saved.bytes(),
        saved.layers(),
        FileDigest.of(saved.file()),
        saved.file().getFileName(),
        saved.configDigest());
    out.flush();
  }
}
