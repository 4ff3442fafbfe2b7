package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;

/**
 * Something that shows whether an app went on from its checkpoint.
 *
 * @param resumption {@code RESUMED} or {@code FROM_ZERO}; {@code UNKNOWN} for something strange
 *     that is worth telling
 * @param words what was seen, as the end of a sentence
 */
record Evidence(Resumption resumption, String words) {
  /**
   * One start after an interruption.
   *
   * @param hit when the run was interrupted
   * @param restart when the app was started again
   * @param until when it was interrupted again, or had ended
   * @param toTheEnd whether it was not interrupted again
   * @param from the checkpoint that the app was given
   */
  record Start(
      Duration hit, Duration restart, Duration until, boolean toTheEnd, ResumePoint from) {}

  /** Looks for one kind of evidence. */
  interface Source {
    /** Empty where it shows nothing. */
    Optional<Evidence> about(Start start);
  }

  static Optional<Evidence> resumed(String words) {
    return Optional.of(new Evidence(Resumption.RESUMED, words));
  }

  static Optional<Evidence> fromZero(String words) {
    return Optional.of(new Evidence(Resumption.FROM_ZERO, words));
  }

  static Optional<Evidence> strange(String words) {
    return Optional.of(new Evidence(Resumption.UNKNOWN, words));
  }
}
