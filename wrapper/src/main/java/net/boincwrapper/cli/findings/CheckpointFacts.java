package net.boincwrapper.cli.findings;

import java.util.List;

/**
 * What a run has shown of its checkpoint files.
 *
 * @param declared {@code [checkpoint] files}, as the job writes it
 * @param seen files of the slot that a declared entry covers
 * @param others files that the app has made besides; no signs to the wrapper, no outputs
 * @param links names in the slot at which only the client's link stands
 * @param checkpoints how many the client has learnt of
 * @param elsewhere what the app has written outside its mounts
 */
public record CheckpointFacts(
    List<String> declared,
    List<FileHistory> seen,
    List<FileHistory> others,
    List<String> links,
    int checkpoints,
    WrittenElsewhere elsewhere) {
  public CheckpointFacts {
    declared = List.copyOf(declared);
    seen = List.copyOf(seen);
    others = List.copyOf(others);
    links = List.copyOf(links);
  }
}
