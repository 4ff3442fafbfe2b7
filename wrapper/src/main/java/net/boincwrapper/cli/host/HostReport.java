package net.boincwrapper.cli.host;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checklist.
 *
 * @param parts in the order of the page
 * @param engineFound whether an engine has answered
 * @param others faults of no part: what could not be found out in time
 */
public record HostReport(List<Part> parts, boolean engineFound, List<Fault> others) {
  public HostReport {
    parts = List.copyOf(parts);
    others = List.copyOf(others);
  }

  /** Whether a task could run here, as far as was seen in time. */
  public boolean canRun() {
    return engineFound && faults().stream().noneMatch(Fault::stops);
  }

  /** Whether it was not seen in time that one can. */
  boolean isUnsure() {
    return parts.stream().anyMatch(Part::isUnsure);
  }

  /** Those first that stop tasks. */
  List<Fault> faults() {
    return Stream.concat(parts.stream().flatMap(part -> part.faults().stream()), others.stream())
        .sorted(Comparator.comparing(Fault::stops).reversed())
        .toList();
  }
}
