package net.boincwrapper.cli.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.Paragraph;

/**
 * What a run tells about an app besides its result.
 *
 * @param elsewhere what it has written outside its mounts
 * @param checkpoint what is wrong with its checkpoint
 */
public record RunFindings(WrittenElsewhere elsewhere, List<CheckpointFinding> checkpoint) {
  /** Nothing worth telling. */
  public static final RunFindings NOTHING = new RunFindings(WrittenElsewhere.NOTHING, List.of());

  public RunFindings {
    checkpoint = List.copyOf(checkpoint);
  }

  /** The same, but of all containers of a run. */
  public RunFindings withElsewhere(WrittenElsewhere all) {
    return new RunFindings(all, checkpoint);
  }

  public boolean isEmpty() {
    return elsewhere.isEmpty() && checkpoint.isEmpty();
  }

  /** For people at a terminal; empty where there is nothing to tell. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (CheckpointFinding finding : checkpoint) {
      lines.addAll(Paragraph.lines(finding.text(), Paragraph.COLUMNS));
    }
    lines.addAll(lost());
    return lines;
  }

  /** The same for a page, which breaks lines by itself. */
  public List<String> paragraphs() {
    return Stream.concat(checkpoint.stream().map(CheckpointFinding::text), lost().stream())
        .toList();
  }

  private List<String> lost() {
    List<String> lines = new ArrayList<>();
    if (!elsewhere.isEmpty()) {
      lines.add("Written outside the WORKDIR, and lost with the container:");
      elsewhere.lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** What may have made an interrupted run go wrong: sentences, each with its remedy. */
  public List<String> suspects() {
    List<String> suspects = new ArrayList<>();
    if (!elsewhere.isEmpty()) {
      suspects.add(
          "The app keeps files outside its WORKDIR, which are lost with the container: "
              + elsewhere.named()
              + "; if it goes on from them, let it write them into the WORKDIR, and name them in"
              + " [checkpoint] files.");
    }
    checkpoint.stream()
        .filter(finding -> finding.kind() != CheckpointFinding.Kind.ELSEWHERE)
        .forEach(finding -> suspects.add(finding.text()));
    return suspects;
  }
}
