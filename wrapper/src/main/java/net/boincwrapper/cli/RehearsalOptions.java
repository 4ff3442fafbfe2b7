package net.boincwrapper.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.cli.rehearse.Rehearsal;
import net.boincwrapper.cli.simulate.Interrupt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code dry-run --rehearse}. */
final class RehearsalOptions {
  private static final int MOST_SEED = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

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
      completionCandidates = KindWords.class,
      description =
          "With --rehearse: only these interruptions, such as kill,torn; nothing can be"
              + " released by them alone.")
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
          "For the interruption engine: really restart it, with this command. It affects all"
              + " containers on this machine. Without it, only this task loses the engine.")
  private @Nullable String restartEngine;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "With --run or --rehearse: stop an app that for so long shows no progress, no CPU time and"
              + " no output; such as 90s, 10m (the default) or 2h.")
  private @Nullable Duration patience;

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

  boolean hasPatience() {
    return patience != null;
  }

  Duration patience() {
    return patience == null ? PATIENCE : patience;
  }

  Rehearsal.Wishes wishes(boolean asRoot, boolean verbose, boolean json, boolean quiet) {
    return new Rehearsal.Wishes(
        seed().orElseGet(() -> System.nanoTime() / 1000 % MOST_SEED),
        kinds(),
        kinds().size() == Interrupt.Kind.values().length,
        Optional.ofNullable(compare),
        restartEngine(),
        patience(),
        together,
        asRoot,
        verbose,
        json,
        quiet,
        VersionText.ofThisBuild());
  }

  private OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  private Set<Interrupt.Kind> kinds() {
    return only.isEmpty() ? EnumSet.allOf(Interrupt.Kind.class) : EnumSet.copyOf(only);
  }

  /** A number and s, m or h. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    @Override
    public Duration convert(String value) {
      Matcher form = FORM.matcher(value);
      if (!form.matches()) {
        throw new TypeConversionException(
            "\"" + value + "\" is no time; write a number and s, m or h, such as 10m");
      }
      return Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
    }
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

  /** As they are typed. */
  static final class KindWords extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    KindWords() {
      super(Stream.of(Interrupt.Kind.values()).map(Interrupt.Kind::word).toList());
    }
  }
}
