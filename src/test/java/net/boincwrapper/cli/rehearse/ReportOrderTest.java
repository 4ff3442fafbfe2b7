package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.report.ReportFile;
import org.junit.jupiter.api.Test;

class ReportOrderTest {
  @Test
  void aRehearsalIsRepeatedWithItsSeed() {
    assertThat(command("dry-run", "--rehearse", "--report", "r.html", "my job", "--", "-n", "4"))
        .isEqualTo("docker-wrapper dry-run --rehearse --seed 7 'my job' -- -n 4");
  }

  @Test
  void aSeedThatWasTypedStays() {
    assertThat(command("dry-run", "--report=r.html", "--seed=7", "--rehearse", "job"))
        .isEqualTo("docker-wrapper dry-run --seed=7 --rehearse job");
  }

  @Test
  void whatTheAppIsGivenIsLeftAlone() {
    assertThat(command("dry-run", "--rehearse", "--seed", "7", "job", "--", "--report", "x"))
        .endsWith("job -- --report x");
  }

  private static String command(String... words) {
    return new ReportOrder(new ReportFile(Path.of("r.html")), "docker-wrapper 1", List.of(words))
        .command(Optional.of(7L));
  }
}
