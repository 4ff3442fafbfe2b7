package net.boincwrapper.task.judge;

import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.slot.record.Memo.LiveFiles;

/**
 * Which checkpoint files an app is started with. The files in the slot are the newest; but after a
 * kill they may be torn, and after a power cut nobody knows how much of them reached the disk.
 *
 * @param generation the sealed generation that was chosen; empty if the files in the slot are taken
 * @param why the reason, for people; follows the rule in {@link #line}
 */
public record StartFiles(Rule rule, OptionalInt generation, String why) {

  /** What is taken. */
  public enum Rule {
    /** Nothing has run yet. */
    FIRST,
    /** The files in the slot, which are sealed. */
    AS_SEALED,
    /** The files in the slot; still to be sealed. */
    GOOD,
    /** A sealed generation. */
    RESTORED,
    /** The files in the slot, for want of something better. */
    KEPT,
    /** Generation 0: what the client delivered. */
    BEGINNING
  }

  /** What the rules ask. Answering may mean reading all files, so each is asked only if needed. */
  public interface Facts {
    /** The generation of a restore that was cut short. */
    OptionalInt cutShort();

    /** Whether no container of this task was ever started. */
    boolean nothingHasRun();

    /** Whether the host is still up since the last start. */
    boolean sameBoot();

    /** How the last container left the files. */
    LiveFiles left();

    /** The newest generation, if it is the same as the files in the slot. */
    OptionalInt sameAsInSlot();

    /** Whether the files are as they were when they were last seen to be complete. */
    boolean unchangedSinceComplete();

    /** The newest generation after 0 that is whole. */
    OptionalInt newestWhole();

    /** Whether generation 0 is whole. */
    boolean beginningIsWhole();
  }

  /** The first rule that holds. */
  public static StartFiles of(Facts facts) {
    return goOn(facts)
        .or(() -> first(facts))
        .or(() -> asSealed(facts))
        .or(() -> good(facts))
        .or(() -> restored(facts))
        .orElseGet(() -> lastResort(facts));
  }

  /**
   * For {@code stderr.txt}.
   *
   * @param present whether there is any such file
   */
  public String line(boolean present) {
    String files = "checkpoint files: ";
    return switch (rule) {
      case FIRST -> files + (present ? "as the client delivered them, " : "none yet, ") + why;
      case AS_SEALED -> files + "as sealed in generation " + generation.orElseThrow() + ", " + why;
      case GOOD -> files + "good, " + why + "; sealing them";
      case RESTORED -> files + "restored from generation " + generation.orElseThrow() + ", " + why;
      case KEPT -> files + "kept as they are, " + why;
      case BEGINNING -> files + "back to the beginning, " + why;
    };
  }

  private static Optional<StartFiles> goOn(Facts facts) {
    return choose(facts.cutShort(), "because an earlier restore of it was cut short");
  }

  private static Optional<StartFiles> first(Facts facts) {
    return facts.nothingHasRun() ? take(Rule.FIRST, "for the first start") : Optional.empty();
  }

  private static Optional<StartFiles> asSealed(Facts facts) {
    OptionalInt same = facts.sameAsInSlot();
    return same.isPresent()
        ? Optional.of(new StartFiles(Rule.AS_SEALED, same, "because they have not changed since"))
        : Optional.empty();
  }

  private static Optional<StartFiles> good(Facts facts) {
    if (!facts.sameBoot()) {
      return Optional.empty();
    }
    // What was sealed after the app had ended and is different now has been damaged by somebody
    // else.
    if (facts.left() == LiveFiles.WHOLE) {
      return take(Rule.GOOD, "because the app was not killed");
    }
    return facts.unchangedSinceComplete()
        ? take(Rule.GOOD, "because they have not changed since they were complete")
        : Optional.empty();
  }

  private static Optional<StartFiles> restored(Facts facts) {
    return choose(facts.newestWhole(), interruption(facts));
  }

  private static StartFiles lastResort(Facts facts) {
    if (facts.sameBoot()) {
      return in(Rule.KEPT, "because no sealed generation is whole, and the host was not restarted");
    }
    String why = "because " + RESTARTED + ", and no sealed generation is whole";
    return facts.beginningIsWhole()
        ? new StartFiles(Rule.BEGINNING, OptionalInt.of(0), why)
        : in(Rule.KEPT, "because no sealed generation is whole, nor is the beginning");
  }

  private static final String RESTARTED = "the host was restarted or may have been";

  private static String interruption(Facts facts) {
    return facts.sameBoot()
        ? "because the app was killed and had changed them"
        : "because " + RESTARTED + ", and they are not as sealed";
  }

  private static Optional<StartFiles> choose(OptionalInt generation, String why) {
    return generation.stream()
        .mapToObj(n -> new StartFiles(n == 0 ? Rule.BEGINNING : Rule.RESTORED, generation, why))
        .findFirst();
  }

  private static Optional<StartFiles> take(Rule rule, String why) {
    return Optional.of(in(rule, why));
  }

  private static StartFiles in(Rule rule, String why) {
    return new StartFiles(rule, OptionalInt.empty(), why);
  }
}
