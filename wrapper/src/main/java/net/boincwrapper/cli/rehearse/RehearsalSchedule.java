package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import net.boincwrapper.cli.simulate.Interrupt;

/**
 * The interruptions that a rehearsal tries, and their random moments.
 *
 * @param planned in the order in which they are tried
 * @param leftOut those that cannot be tried
 */
record RehearsalSchedule(List<Planned> planned, List<LeftOut> leftOut) {
  /** The end of a run varies by so much from run to run, including the client's own steps. */
  private static final Duration MARGIN = Duration.ofMillis(700);

  private static final double USED = 0.85;

  /** Late enough for most of the work to be done, early enough not to miss the end. */
  private static final double LATE = 0.8;

  private static final Duration LEAST = Duration.ofMillis(300);

  /**
   * An interruption.
   *
   * @param checkpoints how many the client must know of beforehand
   * @param share the moment, as a share of the time from the last of these to the end; above 0 and
   *     below 1
   */
  record Planned(Interrupt.Kind kind, int checkpoints, double share) {
    /** The moment in words for people. */
    String when() {
      return String.format(
          Locale.ROOT,
          "%s, due at %.0f %% of the way from the %s to the end",
          kind.word(),
          share * 100,
          checkpoints == 0 ? "start" : (checkpoints == 1 ? "first" : "second") + " checkpoint");
    }

    /**
     * The same interruption at an earlier moment.
     *
     * @param inTime a share that was in time, but told nothing; 0 where there was none
     */
    Planned earlier(double inTime) {
      return new Planned(kind, checkpoints, (share + inTime) / 2);
    }

    /** Whether there is a later moment worth trying: only after a checkpoint. */
    boolean canBeLater() {
      return checkpoints > 0 && share < LATE;
    }

    /** The same interruption at a late moment. */
    Planned later() {
      return new Planned(kind, checkpoints, LATE);
    }

    /** How long after the last of its checkpoints it comes, going by the undisturbed run. */
    Duration wait(RunFacts undisturbed) {
      return Duration.ofMillis((long) (room(undisturbed, checkpoints).toMillis() * share));
    }
  }

  /** An interruption that cannot be tried. */
  record LeftOut(Interrupt.Kind kind, String why) {}

  /**
   * Draws the moments. The same seed draws the same moment for an interruption, whatever else is
   * wanted or left out.
   *
   * @param wanted what to try
   */
  static RehearsalSchedule draw(
      long seed, Collection<Interrupt.Kind> wanted, RehearsalNeeds needs, RunFacts undisturbed) {
    // Other generators begin with nearly the same number for each small seed.
    SplittableRandom random = new SplittableRandom(seed);
    List<Planned> planned = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Interrupt.Kind kind : Interrupt.Kind.values()) {
      Planned drawn = new Planned(kind, needs.checkpointsBefore(kind), random.nextDouble());
      if (!wanted.contains(kind)) {
        continue;
      }
      needs
          .obstacle(kind)
          .or(() -> tooShort(drawn, undisturbed))
          .ifPresentOrElse(why -> leftOut.add(new LeftOut(kind, why)), () -> planned.add(drawn));
    }
    return new RehearsalSchedule(List.copyOf(planned), List.copyOf(leftOut));
  }

  private static Optional<String> tooShort(Planned drawn, RunFacts undisturbed) {
    return room(undisturbed, drawn.checkpoints()).compareTo(LEAST) >= 0
        ? Optional.empty()
        : Optional.of(RehearsalNeeds.tooShort(drawn.checkpoints(), undisturbed));
  }

  private static Duration room(RunFacts undisturbed, int checkpoints) {
    long millis = undisturbed.after(checkpoints).minus(MARGIN).toMillis();
    return Duration.ofMillis((long) (Math.max(0, millis) * USED));
  }
}
