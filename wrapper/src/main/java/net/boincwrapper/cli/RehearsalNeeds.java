package net.boincwrapper.cli;

import java.util.Optional;
import net.boincwrapper.job.Job.CheckpointRules;

/** What must be there for an interruption to be worth trying. */
record RehearsalNeeds(CheckpointRules rules) {
  boolean checkpoints() {
    return !rules.files().isEmpty();
  }

  /** How many checkpoints the client must know of, so that the interruption tests a resume. */
  int checkpointsBefore(Interrupt.Kind kind) {
    if (!checkpoints()) {
      return 0;
    }
    return kind == Interrupt.Kind.ROLLBACK ? 2 : 1;
  }

  /** Why this job cannot be interrupted so; empty where it can. */
  Optional<String> obstacle(Interrupt.Kind kind) {
    return switch (kind) {
      case TORN -> obstacle(1);
      case ROLLBACK -> obstacle(2);
      default -> Optional.empty();
    };
  }

  private Optional<String> obstacle(int generations) {
    if (!checkpoints()) {
      return Optional.of("the job names no checkpoint files");
    }
    return rules.generations() >= generations
        ? Optional.empty()
        : Optional.of("the job keeps only " + rules.generations() + " sealed checkpoints");
  }

  /** Why the run leaves no room after so many checkpoints; empty where it does. */
  Optional<String> tooShort(int checkpoints, boolean fits) {
    if (fits) {
      return Optional.empty();
    }
    return Optional.of(
        checkpoints == 0
            ? "the run is too short"
            : "the run is over too soon after its "
                + (checkpoints == 1 ? "first" : "second")
                + " sealed checkpoint, or has none");
  }
}
