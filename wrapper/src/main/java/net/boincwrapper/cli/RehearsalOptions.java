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

/** What {@code dry-run --rehearse} can be told. */
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
      description = "With --rehearse: draw the moments of an earlier rehearsal again.")
  private @Nullable Long seed;

  @Option(
      names = "--only",
      paramLabel = "WHAT",
      split = ",",
      converter = KindConverter.class,
      description =
          "With --rehearse: only these interruptions, as kill,torn; default: all, but engine only"
              + " with --restart-engine.")
  private List<Interrupt.Kind> only = new ArrayList<>();

  @Option(
      names = "--compare",
      paramLabel = "CMD",
      description =
          "With --rehearse: instead of byte for byte, compare the outputs by this command. It gets"
              + " two directories, undisturbed and resumed, and ends with 0 if they mean the same.")
  private @Nullable String compare;

  @Option(
      names = "--together",
      description =
          "With --rehearse: all interruptions in one run first, as is done anyway for a job that"
              + " runs longer than three minutes; each alone only if that goes wrong.")
  private boolean together;

  @Option(
      names = "--restart-engine",
      paramLabel = "CMD",
      description =
          "The engine may be restarted, by this command: with --rehearse as one more interruption,"
              + " with --run for engine@WHEN. All containers of this machine notice.")
  private @Nullable String restartEngine;

  boolean isWanted() {
    return rehearse;
  }

  /** Whether there is an option that says nothing without {@code --rehearse}. */
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

  Rehearsal.Wishes wishes(boolean verbose, boolean json) {
    return new Rehearsal.Wishes(
        seed().orElseGet(() -> System.nanoTime() / 1000 % MOST_SEED),
        kinds(),
        only.isEmpty(),
        Optional.ofNullable(compare),
        restartEngine(),
        together,
        verbose,
        json);
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

  /** Lets picocli say what is wrong with a word. */
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
