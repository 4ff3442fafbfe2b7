package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.fuzz.ProblemsCheck;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HostTomlFuzzTest {
  @FuzzTest
  void isAPolicyOrSaysWhyNot(byte[] content) throws Exception {
    PolicyReader.Outcome outcome =
        Cost.bounded(content.length, () -> PolicyReader.read("host.toml", content));

    ProblemsCheck.hold(outcome.problems(), content);
    assertThat(outcome.policy().isPresent()).isEqualTo(outcome.problems().isEmpty());
    outcome.policy().ifPresent(HostTomlFuzzTest::makesSense);
  }

  private static void makesSense(PolicyFile file) {
    holds(file.general());
    file.sections().forEach(section -> holds(section.policy()));
  }

  private static void holds(HostPolicy policy) {
    policy.socket().value().ifPresent(HostTomlFuzzTest::isOnePlace);
    policy.confinement().devices().value().forEach(HostTomlFuzzTest::isOnePlace);
    assertThat(policy.mounts().stream().map(NamedMount::name)).doesNotHaveDuplicates();
    for (NamedMount mount : policy.mounts()) {
      isOnePlace(mount.source());
      isOnePlace(mount.target());
    }
  }

  private static void isOnePlace(String path) {
    assertThat(Path.of(path).isAbsolute() && Path.of(path).normalize().toString().equals(path))
        .as(path)
        .isTrue();
  }
}
