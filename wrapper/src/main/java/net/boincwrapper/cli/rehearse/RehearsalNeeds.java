package net.boincwrapper.cli.rehearse;

import java.util.Optional;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.job.Job.CheckpointRules;

/** What an interruption needs to be worth trying. */
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

  /** Why this job cannot be interrupted in this way; empty if it can. */
  Optional<String> obstacle(Interrupt.Kind kind) {
    return switch (kind) {
      case TORN -> obstacle(1);
      case ROLLBACK -> obstacle(2);
      case KILL, WRAPPER, REBOOT, QUIT, SUSPEND, ENGINE -> Optional.empty();
    };
  }

  private Optional<String> obstacle(int generations) {
    if (!checkpoints()) {
      return Optional.of("the job names no checkpoint files");
    }
    if (rules.generations() >= generations) {
      return Optional.empty();
    }
    return Optional.of(
        rules.generations() == 0
            ? "the job seals no checkpoints"
            : "the job keeps only 1 sealed checkpoint");
  }

  /** Why too little of the run is left after so many checkpoints. */
  static String tooShort(int checkpoints, RunFacts undisturbed) {
    if (checkpoints == 0) {
      return "the run is too short";
    }
    String which = checkpoints == 1 ? "first" : "second";
    return undisturbed.checkpoints().size() < checkpoints
        ? "the run has no " + which + " sealed checkpoint"
        : "the run is over too soon after its " + which + " sealed checkpoint";
  }
}
