package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
  private final String report = Report.of(Samples.results());

  @Test
  void aRowHasEachSubjectsMedianAndRangeAndWhatIsDemanded() {
    assertThat(report)
        .contains(
            "|  | docker run | docker-wrapper | peer | demanded |\n|---|---|---|---|---|\n"
                + "| launch: exec to the container's first instruction | 0.38 (0.25–1.00) s"
                + " | 0.45 (0.30–1.20) s; ratio 1.20 (1.20–1.20)"
                + " | 0.75 (0.50–2.00) s; ratio 2.00 (2.00–2.00)"
                + " | at most 1.4 of docker run: met |\n");
  }

  @Test
  void aLimitForOneSizeIsAskedThereAlone() {
    assertThat(report.lines().filter(line -> line.contains("at most 36 MB")))
        .containsExactly(
            "| proportional memory per wrapper, 4 | 36.0 MB | 5.00 MB | at most 36 MB: met |");
  }

  @Test
  void whatIsMissedIsPlain() {
    assertThat(report)
        .contains("| 5.00 s | 10.0 s; ratio 2.00 | at most 1.3 of cp, sync, sha256sum: **missed**");
  }

  @Test
  void theBriefOneHasWhatHasNoSizeAndWhatIsDemanded() {
    assertThat(Report.brief(Samples.results()).lines())
        .filteredOn(line -> line.matches("\\| (?!by |\\s).*"))
        .extracting(line -> line.split(" \\| ")[0])
        .containsExactly(
            "| launch: exec to the container's first instruction",
            "| finish: the app's last instruction to the wrapper's exit",
            "| proportional memory per wrapper, 4",
            "| checkpoint's rename to its sealed copy, 1 GB");
  }

  @Test
  void aTableNamesOnlyWhomItHasFiguresOf() {
    assertThat(report)
        .contains("| by tasks at once | docker-wrapper | peer | demanded |")
        .contains("| by size of the checkpoint | cp, sync, sha256sum | docker-wrapper | demanded |")
        .doesNotContain("size of the log");
  }

  @Test
  void theHeadTellsWhereAndWhenAndWhatWentWrong() {
    assertThat(report)
        .startsWith("2026-11-20 12:00 UTC, commit abc1234, 2 x Processor, 8 GB")
        .contains("load 0.3 at the start")
        .contains("docker-wrapper: docker_wrapper_1, 27.5 MB. Peer: docker_wrapper, 0.5 MB.")
        .contains("Load before each section: latency 0.50.")
        .contains("Note: peer failed: <no container>.");
  }

  @Test
  void onPodmanEachIsAMultipleOfPodmanRunAndNothingIsDemanded() {
    Results podman = Samples.results().with(Samples.onPodman());

    assertThat(Report.of(podman))
        .contains(
            "| on Podman | podman run | docker-wrapper | docker-wrapper, starts a service |\n"
                + "|---|---|---|---|\n"
                + "| launch: exec to the container's first instruction | 0.75 (0.50–1.00) s"
                + " | 0.90 (0.60–1.20) s; ratio 1.20 (1.20–1.20)"
                + " | 1.35 (0.90–1.80) s; ratio 1.80 (1.80–1.80) |\n")
        .contains("| on Podman, by tasks at once | docker-wrapper, starts a service |\n")
        .contains("| proportional memory of the service, 4 | 44.0 MB |\n");
    assertThat(report).doesNotContain("on Podman");
  }
}
