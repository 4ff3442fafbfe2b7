package net.boincwrapper.cli.findings;

/**
 * What was seen of a file of the slot during a run, in looks that may have missed some writes.
 *
 * @param name relative to the slot
 * @param given whether it was there before the run
 * @param inPlace how often it had been written without being replaced
 * @param replaced how often another file had taken its place
 * @param onlyGrew whether each look found it at least as long as the one before
 */
public record FileHistory(String name, boolean given, int inPlace, int replaced, boolean onlyGrew) {

  /** How often it was seen to be written, the first time included. */
  public int writes() {
    return (given ? 0 : 1) + inPlace + replaced;
  }

  /** Whether it looks like a state: an output or a log only grows. */
  boolean isRewritten() {
    return replaced > 0 || (inPlace > 0 && !onlyGrew);
  }

  /** Its name without directories. */
  String lastName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
