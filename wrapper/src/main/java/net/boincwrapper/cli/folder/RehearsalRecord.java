package net.boincwrapper.cli.folder;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rehearsal that ended with a release: what was rehearsed, and the bounds that were measured. It
 * lies in the job's {@code .dry-run} until another rehearsal finds otherwise.
 *
 * @param program version of this program
 * @param arguments of the app
 * @param files SHA-256 of each file, by its name in the job's directory: those of the app, the
 *     inputs, and BOINC's templates
 * @param bounds the input template's that were proposed, by tag
 * @param outputs {@code max_nbytes} that were proposed, by the output's name
 */
public record RehearsalRecord(
    String program,
    List<String> arguments,
    SortedMap<String, String> files,
    Map<String, String> bounds,
    Map<String, String> outputs) {
  /** Name of the file that holds it. */
  public static final String FILE = "rehearsed.json";

  public RehearsalRecord {
    arguments = List.copyOf(arguments);
    files = new TreeMap<>(files);
    bounds = Map.copyOf(bounds);
    outputs = Map.copyOf(outputs);
  }
}
