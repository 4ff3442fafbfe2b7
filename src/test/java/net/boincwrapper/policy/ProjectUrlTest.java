package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://lhcathome.cern.ch/lhcathome/, lhcathome.cern.ch_lhcathome, true",
    "https://lhcathome.cern.ch/lhcathome, lhcathome.cern.ch_lhcathome, true",
    "http://LHCathome.CERN.ch//lhcathome/, lhcathome.cern.ch_lhcathome, true",
    "lhcathome.cern.ch/lhcathome, lhcathome.cern.ch_lhcathome, true",
    "https://lhcathome.cern.ch/LHCathome/, lhcathome.cern.ch_lhcathome, false",
    "https://lhcathome.cern.ch/lhcathome/dev/, lhcathome.cern.ch_lhcathome, false",
    "https://lhcathome.cern.ch/, lhcathome.cern.ch_lhcathome, false",
    "https://example.org/, example.org, true",
    "http://127.0.0.1:8080/a~b/, 127.0.0.1_8080_a_b, true",
    "https://example.org/x, example.org.evil_x, false",
  })
  void aProjectIsKnownByTheDirectoryThatTheClientMakesForIt(
      String url, String directory, boolean same) {
    assertThat(parse(url).isOf(directory)).isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lhcathome.cern.ch_lhcathome", "example.org_a_b_c", "example.org", "h_8080_x"})
  void theUrlThatIsProposedForADirectoryIsOfThatProject(String directory) {
    assertThat(parse(ProjectUrl.likely(directory)).isOf(directory)).isTrue();
  }

  @Test
  void whatIsNoUrlIsReported() {
    Problems problems = new Problems("host.toml");
    Place place = new Place(problems, 1, "it");

    assertThat(ProjectUrl.parse("https:///x", place)).isEmpty();
    assertThat(ProjectUrl.parse("ftp://example.org", place)).isEmpty();
    assertThat(ProjectUrl.parse("https://me@example.org/", place)).isEmpty();
    assertThat(problems.hasErrors()).isTrue();
  }

  private static ProjectUrl parse(String url) {
    return ProjectUrl.parse(url, new Place(new Problems("host.toml"), 1, url)).orElseThrow();
  }
}
