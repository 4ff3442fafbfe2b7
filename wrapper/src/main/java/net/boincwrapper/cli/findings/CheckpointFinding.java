package net.boincwrapper.cli.findings;

import java.util.List;

/**
 * Something that keeps a job from having a checkpoint.
 *
 * @param files which files it is about, as the job or the container names them
 * @param text one or more sentences for people: what was seen, and what to do
 */
public record CheckpointFinding(Kind kind, List<String> files, String text) {
  public CheckpointFinding {
    files = List.copyOf(files);
  }

  /** What is wrong. */
  public enum Kind {
    /** No file ever matched the entry. */
    UNMATCHED,
    /** Only the client's link has that name. */
    LINK,
    /** The app keeps its state outside its mounts. */
    ELSEWHERE,
    /** The app has written nothing. */
    NEVER_WRITTEN,
    /** Written over and over into the same file, and never seen at rest. */
    IN_PLACE,
    /** Several files, each renamed into place, but never all at rest. */
    NEVER_TOGETHER,
    /** Written so late that there was no time to seal it. */
    TOO_LATE,
    /** The job names no checkpoint files, but the app seems to write some. */
    UNDECLARED
  }
}
