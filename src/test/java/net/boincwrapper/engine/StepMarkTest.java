package net.boincwrapper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a build's steps are known by. */
class StepMarkTest {
  private final StepMark mark = StepMark.of("0123", Set.of());

  @Test
  void aStepIsToldOfAHostThatIsNowhere() {
    assertThat(mark.addedTo(Map.of("A", "1")))
        .isEqualTo(
            Map.of(
                "A",
                "1",
                "no_proxy",
                "0123.boincwrapper.invalid",
                "NO_PROXY",
                "0123.boincwrapper.invalid"));
  }

  @Test
  void theVolunteersHostsStay() {
    assertThat(mark.addedTo(Map.of("no_proxy", "a.example,10.0.0.0/8", "NO_PROXY", "*")))
        .containsEntry("no_proxy", "a.example,10.0.0.0/8,0123.boincwrapper.invalid")
        .containsEntry("NO_PROXY", "*");
  }

  @Test
  void whatTheDockerfileDeclaresIsNotMarkedForItWouldBeInTheHistory() {
    assertThat(StepMark.of("0123", Set.of("A", "NO_PROXY")).addedTo(Map.of()))
        .containsOnlyKeys("no_proxy");
  }

  @Test
  void itIsFoundAmongOtherHosts() {
    assertThat(mark.isIn(List.of("A=1", "no_proxy=b,0123.boincwrapper.invalid"))).isTrue();
    assertThat(mark.isIn(List.of("NO_PROXY=0123.boincwrapper.invalid"))).isTrue();
  }

  @Test
  void whatOnlyLooksLikeItIsAnothers() {
    assertThat(
            mark.isIn(
                List.of(
                    "",
                    "no_proxy",
                    "no_proxy=",
                    "no_proxy=x0123.boincwrapper.invalid",
                    "no_proxy=0123.boincwrapper.invalid.org",
                    "NOTE=0123.boincwrapper.invalid",
                    "no_proxy=4567.boincwrapper.invalid")))
        .isFalse();
  }
}
