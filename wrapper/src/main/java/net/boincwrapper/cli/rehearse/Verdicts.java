package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import net.boincwrapper.cli.measure.BoundsProposal;
import net.boincwrapper.cli.simulate.DryRun;

/** Keeps a release for the package of the job, and takes an earlier one back. */
record Verdicts(DryRun dryRun) {

  /**
   * Records a release. A verdict against the job removes the one before, even of a job that was
   * different: what is found wrong by chance is wrong. Without a verdict, nothing changes.
   *
   * @param before the job as it was when the rehearsal began
   */
  void keep(RehearsedJob before, RehearsalReport report, Release release) throws IOException {
    if (release.granted() && isStill(before)) {
      Optional<BoundsProposal> bounds = report.proposedBounds();
      new RehearsalRecord(
              before,
              dryRun.init().cpus(),
              bounds.map(BoundsProposal::values).orElse(Map.of()),
              bounds.map(BoundsProposal::outputs).orElse(Map.of()))
          .write(dryRun.folder());
    } else if (release.verdict().isPresent()) {
      RehearsalRecord.remove(dryRun.folder());
    }
  }

  /** Somebody may have edited it meanwhile. */
  private boolean isStill(RehearsedJob before) throws IOException {
    return before.equals(RehearsedJob.of(dryRun.folder(), before.program(), before.arguments()));
  }
}
