package net.boincwrapper.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.cli.rehearse.Rehearsal;
import net.boincwrapper.cli.simulate.Interrupt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code dry-run --rehearse}. */
final class RehearsalOptions {
  private static final int MOST_SEED = 1_000_000;

  @Option(
      names = "--rehearse",
      description =
          "Run the job once undisturbed, then with interruptions at random moments, each in a run of"
              + " its own; compare the outputs, and say whether the app may be released.")
  private boolean rehearse;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "With --rehearse: draw the same random moments as an earlier rehearsal.")
  private @Nullable Long seed;

  @Option(
      names = "--only",
      paramLabel = "WHAT",
      split = ",",
      converter = KindConverter.class,
      description =
          "With --rehearse: only these interruptions, such as kill,torn; nothing can be"
              + " released by them alone. Default: all, but engine only with --restart-engine.")
  private List<Interrupt.Kind> only = new ArrayList<>();

  @Option(
      names = "--compare",
      paramLabel = "CMD",
      description =
          "With --rehearse: compare the outputs with this command, and not byte for byte. It gets two"
              + " directories, undisturbed and resumed, and exits with 0 if they mean the same.")
  private @Nullable String compare;

  @Option(
      names = "--together",
      description =
          "With --rehearse: first all interruptions in one run, as always for a job that runs"
              + " longer than three minutes; each alone only if that goes wrong.")
  private boolean together;

  @Option(
      names = "--restart-engine",
      paramLabel = "CMD",
      description =
          "Permit restarting the engine, with this command: for --rehearse as one more"
              + " interruption, for --run at engine@WHEN. It affects all containers on this machine.")
  private @Nullable String restartEngine;

  boolean isWanted() {
    return rehearse;
  }

  /** Whether there is an option that means nothing without {@code --rehearse}. */
  boolean hasDetails() {
    return seed != null || !only.isEmpty() || compare != null || together;
  }

  Optional<String> restartEngine() {
    return Optional.ofNullable(restartEngine);
  }

  /** Whether the engine's restart is asked for by name. */
  boolean wantsEngine() {
    return only.contains(Interrupt.Kind.ENGINE);
  }

  Rehearsal.Wishes wishes(boolean asRoot, boolean verbose, boolean json, boolean quiet) {
    return new Rehearsal.Wishes(
        seed().orElseGet(() -> System.nanoTime() / 1000 % MOST_SEED),
        kinds(),
        only.isEmpty(),
        Optional.ofNullable(compare),
        restartEngine(),
        together,
        asRoot,
        verbose,
        json,
        quiet);
  }

  private OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  private Set<Interrupt.Kind> kinds() {
    if (!only.isEmpty()) {
      return EnumSet.copyOf(only);
    }
    Set<Interrupt.Kind> kinds = EnumSet.allOf(Interrupt.Kind.class);
    if (restartEngine == null) {
      kinds.remove(Interrupt.Kind.ENGINE);
    }
    return kinds;
  }

  /** Makes picocli report what is wrong with a word. */
  static final class KindConverter implements ITypeConverter<Interrupt.Kind> {
    @Override
    public Interrupt.Kind convert(String value) {
      try {
        return Interrupt.kindOf(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
