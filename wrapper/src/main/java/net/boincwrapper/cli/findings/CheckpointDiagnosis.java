package net.boincwrapper.cli.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.boincwrapper.cli.findings.CheckpointFinding.Kind;
import net.boincwrapper.job.Glob;

/** Says why there is no checkpoint, and what to do about it. */
public final class CheckpointDiagnosis {
  private static final int MOST_NAMES = 5;

  private final CheckpointFacts facts;

  private CheckpointDiagnosis(CheckpointFacts facts) {
    this.facts = facts;
  }

  /** Everything that is wrong; empty where nothing is. */
  public static List<CheckpointFinding> of(CheckpointFacts facts) {
    CheckpointDiagnosis diagnosis = new CheckpointDiagnosis(facts);
    if (facts.declared().isEmpty()) {
      return diagnosis.undeclared().stream().toList();
    }
    List<CheckpointFinding> found = new ArrayList<>();
    for (String entry : facts.declared()) {
      if (diagnosis.covered(entry).isEmpty()) {
        found.add(new UnmatchedEntry(entry, facts).finding());
      }
    }
    diagnosis.incomplete().ifPresent(found::add);
    return found;
  }

  private List<FileHistory> covered(String entry) {
    Glob glob = Glob.of(entry);
    return facts.seen().stream().filter(file -> glob.matches(file.name())).toList();
  }

  /** There are files, but the client never learnt of a checkpoint. */
  private Optional<CheckpointFinding> incomplete() {
    if (facts.checkpoints() > 0 || facts.seen().isEmpty()) {
      return Optional.empty();
    }
    int writes = facts.seen().stream().mapToInt(FileHistory::writes).sum();
    boolean again = facts.seen().stream().anyMatch(file -> file.inPlace() + file.replaced() > 0);
    if (writes == 0) {
      return Optional.of(finding(Kind.NEVER_WRITTEN, names() + neverWritten()));
    }
    if (!again) {
      return Optional.of(finding(Kind.TOO_LATE, names() + tooLate()));
    }
    boolean renamed =
        facts.seen().size() > 1 && facts.seen().stream().noneMatch(CheckpointDiagnosis::isSlow);
    String written = names() + isOrAre(" was", " were") + " written " + writes + " times";
    return Optional.of(
        renamed
            ? finding(Kind.NEVER_TOGETHER, written + neverTogether())
            : finding(Kind.IN_PLACE, written + inPlace()));
  }

  /** A file system gives a new file the number of a deleted one, so some renames look like this. */
  private static boolean isSlow(FileHistory file) {
    return file.inPlace() > 2 * file.replaced();
  }

  private String neverWritten() {
    return isOrAre(" was", " were")
        + " never written: what is there was there before the run. Let the app write its state"
        + " there from time to time.";
  }

  private String tooLate() {
    return isOrAre(" was", " were")
        + " written once, too late to be seen complete before the app ended. Let the app write"
        + " while it works, not only at its end; a short run may need none.";
  }

  private String inPlace() {
    return " and never complete: each look found "
        + isOrAre("it", "them")
        + " being rewritten in place. Let the app write the new state to another name, close it,"
        + " and rename it over the old one.";
  }

  private static String neverTogether() {
    return " and never complete: whenever one was at rest, another had changed. Let the app write"
        + " all of its state into one file, or pause between two checkpoints.";
  }

  private String isOrAre(String one, String several) {
    return facts.seen().size() == 1 ? one : several;
  }

  private String names() {
    return Names.quoted(files(), MOST_NAMES);
  }

  private List<String> files() {
    return facts.seen().stream().map(FileHistory::name).collect(Collectors.toList());
  }

  private CheckpointFinding finding(Kind kind, String text) {
    return new CheckpointFinding(kind, files(), text);
  }

  private Optional<CheckpointFinding> undeclared() {
    List<FileHistory> rewritten = facts.others().stream().filter(FileHistory::isRewritten).toList();
    if (rewritten.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = rewritten.stream().map(FileHistory::name).toList();
    return Optional.of(
        new CheckpointFinding(
            Kind.UNDECLARED,
            names,
            "The job names no checkpoint files, but the app has rewritten "
                + Names.quoted(names, MOST_NAMES)
                + ". If it goes on from there after a restart, name it in [checkpoint] files."));
  }
}
