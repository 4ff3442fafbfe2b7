package net.boincwrapper.cli.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.boincwrapper.cli.findings.CheckpointFinding.Kind;
import net.boincwrapper.engine.Engine.ChangeKind;
import org.junit.jupiter.api.Test;

class RunFindingsTest {
  private static final String LONG = "No file ever matched \"state.json\". ".repeat(4).strip();

  private final RunFindings findings =
      new RunFindings(
          new WrittenElsewhere(List.of(new WrittenFile("/opt/log", ChangeKind.ADDED, 3)), 0),
          List.of(new CheckpointFinding(Kind.UNMATCHED, List.of("state.json"), LONG)));

  @Test
  void aTerminalGetsLinesAndAPageParagraphs() {
    assertThat(findings.lines()).hasSizeGreaterThan(3).allMatch(line -> line.length() <= 96);
    assertThat(findings.paragraphs())
        .hasSize(3)
        .startsWith(LONG, "Written outside the WORKDIR, and lost with the container:");
  }
}
