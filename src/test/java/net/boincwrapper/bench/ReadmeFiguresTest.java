package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadmeFiguresTest {
  private final Path home = Jimfs.newFileSystem(Configuration.unix()).getPath("/wrapper");
  private final Path readme = home.resolve("README.md");
  private final String begin = ReadmeBlock.FIGURES.begin();
  private final String end = ReadmeBlock.FIGURES.end();

  @BeforeEach
  void readme() throws IOException {
    Files.createDirectories(home);
    Files.writeString(
        readme,
        "before\n"
            + begin
            + "old\n"
            + end
            + "between\n"
            + ReadmeBlock.PODMAN.begin()
            + "old on Podman\n"
            + ReadmeBlock.PODMAN.end()
            + "after\n");
  }

  @Test
  void onlyWhatIsBetweenTheCommentsIsWrittenAnew() throws IOException {
    new ReadmeFigures(home).write(Samples.results());

    assertThat(Files.readString(readme))
        .startsWith("before\n" + begin)
        .endsWith(
            end
                + "between\n"
                + ReadmeBlock.PODMAN.begin()
                + "old on Podman\n"
                + ReadmeBlock.PODMAN.end()
                + "after\n")
        .contains("| launch: exec to the container's first instruction |")
        .doesNotContain("old\n");
  }

  @Test
  void whatWasMeasuredOnPodmanHasAPlaceOfItsOwn() throws IOException {
    new ReadmeFigures(home).write(Samples.results().with(Samples.onPodman()));

    assertThat(Files.readString(readme))
        .startsWith("before\n" + begin + "old\n" + end + "between\n")
        .contains("| on Podman | podman run | docker-wrapper |")
        .contains("](bench/podman.json)")
        .endsWith(ReadmeBlock.PODMAN.end() + "after\n")
        .doesNotContain("old on Podman");
    assertThat(home.resolve("bench/podman.json")).exists();
    assertThat(home.resolve("bench/results.json")).doesNotExist();
  }

  @Test
  void aRunOnBothIsShownInBothPlaces() throws IOException {
    Results both = Samples.results();
    Samples.onPodman()
        .all()
        .forEach(
            f ->
                f.samples()
                    .forEach(s -> both.figures().add(f.measure(), f.subject(), f.size(), s)));

    new ReadmeFigures(home).write(both);

    assertThat(Files.readString(readme)).doesNotContain("old");
    assertThat(home.resolve("bench/figures.md")).content().doesNotContain("on Podman");
    assertThat(home.resolve("bench/by-tasks.svg")).content().doesNotContain("service");
  }

  @Test
  void everyPictureThatIsShownIsThere() throws IOException {
    new ReadmeFigures(home).write(Samples.results());

    assertThat(Files.readString(readme))
        .contains("](bench/by-tasks.svg)", "](bench/by-checkpoint.svg)")
        .doesNotContain("by-log.svg");
    assertThat(home.resolve("bench/by-tasks.svg")).exists();
    assertThat(home.resolve("bench/by-checkpoint.svg")).exists();
  }

  @Test
  void whatIsNotDemandedIsInTheTablesBeside() throws IOException {
    new ReadmeFigures(home).write(Samples.results());

    assertThat(Files.readString(readme))
        .doesNotContain("per wrapper, 16")
        .contains("bench/figures.md");
    assertThat(home.resolve("bench/figures.md")).content().contains("per wrapper, 16");
  }

  @Test
  void whatWasWrittenCanBeWrittenAgainFromTheResultsBeside() throws IOException {
    new ReadmeFigures(home).write(Samples.results());
    String once = Files.readString(readme);

    new ReadmeFigures(home)
        .write(ResultsJson.read(Files.readString(home.resolve("bench/results.json"))));

    assertThat(Files.readString(readme)).isEqualTo(once);
  }

  @Test
  void aReadmeWithoutAPlaceIsLeftAlone() throws IOException {
    Files.writeString(readme, "nothing here\n");

    assertThatThrownBy(() -> new ReadmeFigures(home).write(Samples.results()))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("figures of bin/bench");
    assertThat(Files.readString(readme)).isEqualTo("nothing here\n");
  }
}
