package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.TaskFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootOnlyPathsTest {
  private final TaskFixture task = new TaskFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY a /root/",
        "ADD [\"a\", \"/root/x/a\"]",
        "COPY a /opt/../root/a",
        "WORKDIR /root",
        "WORKDIR /root/x",
        "ENV PATH=/usr/bin:/root/.cargo/bin",
        "ENV PATH /root/.local/bin:$PATH",
        "ENV PYTHONPATH=\"/root/lib\"",
        "ENTRYPOINT [\"/root/main.sh\"]",
        "CMD [\"python3\", \"/root/main.py\"]",
        "CMD exec python3 /root/main.py",
      })
  void whatLeadsBelowRootsHomeIsWarnedOfInItsLine(String line) {
    assertThat(check("FROM a", line))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:2: warning: " + line.split(" ")[0] + ": ")
        .contains("/root")
        .contains("where only root may go");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY --from=build /root/a /opt/",
        "COPY a /rootfs/",
        "ENV PATH=/opt/root/bin:/root-tools",
        "ENV HOME=/root",
        "CMD [\"/app/root/x\"]",
        "RUN cd /root && make",
      })
  void whatOnlyLooksLikeItIsNot(String line) {
    assertThat(check("FROM a", line)).isEmpty();
  }

  @Test
  void aRelativeCopyIsBelowItsWorkdir() {
    assertThat(check("FROM a", "WORKDIR /root", "COPY a x/", "WORKDIR /app"))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:3: warning: COPY: copies to /root/x");
  }

  @Test
  void aStageThatIsOnlyCopiedFromMayDoSo() {
    assertThat(
            check("FROM a AS build", "COPY a /root/", "FROM b", "COPY --from=build /root/a /opt/"))
        .isEmpty();
  }

  @Test
  void onlyTheLastProgramCounts() {
    assertThat(check("FROM a", "CMD [\"/root/a\"]", "CMD [\"/opt/a\"]")).isEmpty();
  }

  @Test
  void whoOpensTheDirectoryMayUseIt() {
    assertThat(check("FROM a", "COPY a /root/", "RUN chmod a+x /root")).isEmpty();
  }

  @Test
  void theSlotMayBeMountedThere() {
    task.workdir = "/root";

    assertThat(check("FROM a", "WORKDIR /root", "CMD [\"/root/a\"]")).isEmpty();
  }

  private List<Problem> check(String... lines) {
    return RootOnlyPaths.check(
        DockerfileReader.read("Dockerfile", String.join("\n", lines)), task.job());
  }
}
