package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.slot.CheckpointArchive;
import net.boincwrapper.slot.CheckpointArchive.Found;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code checkpoints}: shows what is sealed in a slot, or copies a part of it elsewhere. */
@Command(
    name = "checkpoints",
    sortOptions = false,
    customSynopsis = {
      "docker-wrapper checkpoints [--json] [DIR]",
      "       docker-wrapper checkpoints [--json] --restore N DIR TARGET"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    description = {
      "Lists the sealed checkpoints of a task, and checks their files.",
      "The slot is not changed, and its task may go on meanwhile."
    })
final class CheckpointsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "A slot, or a job's directory, where a dry run or a run without a client has kept one;"
              + " default: this one.")
  private Path directory = Path.of(".");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TARGET",
      description = "With --restore: a directory that is empty or not there yet.")
  private @Nullable Path target;

  @Option(
      names = "--restore",
      paramLabel = "N",
      description = "Copy the files of checkpoint N to TARGET, if they are as they were sealed.")
  private @Nullable Integer restore;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException {
    refuseIf(
        !Files.isDirectory(directory),
        directory + " is not a directory; name a slot or a job's directory");
    refuseIf(
        (restore == null) != (target == null),
        "--restore takes a number, and DIR and TARGET follow; give all three or none");
    Optional<SlotLayout> slot = slot();
    if (slot.isEmpty()) {
      return fail(
          "no checkpoints are kept in "
              + directory
              + ". A dry run that ended well removes its slot, except with --keep. A job without"
              + " [checkpoint] files seals nothing.");
    }
    try {
      return restore == null ? list(slot.get()) : restore(slot.get(), restore, target);
    } catch (SlotException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  private void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /** The directory itself comes first: whoever names a slot means it. */
  private Optional<SlotLayout> slot() throws IOException {
    for (Path place : ScratchTree.slotsOf(directory.toAbsolutePath())) {
      if (CheckpointArchive.isIn(new SlotLayout(place))) {
        return Optional.of(new SlotLayout(place.toRealPath()));
      }
    }
    return Optional.empty();
  }

  private int list(SlotLayout slot) throws SlotException {
    List<Found> all = new CheckpointArchive(slot).all();
    print(json ? CheckpointsJson.of(slot, all) : CheckpointsText.of(slot, all));
    return all.stream().allMatch(it -> it.damage().isEmpty()) ? ExitCode.GOOD : ExitCode.PROBLEMS;
  }

  private int restore(SlotLayout slot, int generation, @Nullable Path to) throws SlotException {
    Path place = to == null ? directory : to.toAbsolutePath().normalize();
    CheckpointArchive archive = new CheckpointArchive(slot);
    List<Integer> there = archive.all().stream().map(CheckpointArchive.Found::generation).toList();
    if (!there.contains(generation)) {
      return fail(
          "there is no checkpoint "
              + generation
              + "; there are "
              + there.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    List<String> files = archive.copy(generation, place);
    print(
        json
            ? CheckpointsJson.restored(slot, generation, place, files)
            : CheckpointsText.restored(generation, place, files));
    return ExitCode.GOOD;
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  private int fail(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("checkpoints: " + message);
    err.flush();
    return ExitCode.PROBLEMS;
  }
}
