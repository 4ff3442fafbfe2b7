package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineAbilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerRuntimeTest {
  private static EngineInfo engine(Kind kind, String own, String... runtimes) {
    return engineOf(kind, kind == Kind.DOCKER ? "23.0.0" : "4.3.1", own, runtimes);
  }

  private static EngineInfo engineOf(Kind kind, String version, String own, String... runtimes) {
    return new EngineInfo(
        kind,
        version,
        "",
        false,
        2,
        "systemd",
        2,
        1L << 30,
        List.of(runtimes),
        new EngineAbilities(
            "", EngineAbilities.Storage.UNKNOWN, Set.of(), false, false, own, List.of()),
        "x86_64");
  }

  @ParameterizedTest
  @CsvSource({
    "DOCKER, runc, runc, true",
    "DOCKER, runc, runsc, true",
    "DOCKER, runc, crun, false",
    "DOCKER, runc, io.containerd.kata.v2, true",
    "PODMAN, crun, crun, true",
    "PODMAN, /usr/bin/crun, crun, true",
    "PODMAN, crun, runsc, false",
  })
  void anEngineThatHasNotTheOwnersRuntimeRunsNothing(
      Kind kind, String own, String wanted, boolean runs) {
    EngineInfo engine = engine(kind, own, "runc", "runsc");

    assertThat(
            OwnerRuntime.lack(PolicyText.policy("runtime = \"" + wanted + "\"\n"), engine)
                .isEmpty())
        .isEqualTo(runs);
  }

  @ParameterizedTest
  @CsvSource({"20.10.24, false", "22.06, false", "23.0.0, true", "28.5.2, true"})
  void aShimThatIsNotListedStartsFrom23On(String version, boolean runs) {
    EngineInfo docker = engineOf(Kind.DOCKER, version, "runc", "runc", "io.containerd.runc.v2");
    assertThat(
            OwnerRuntime.lack(PolicyText.policy("runtime = \"io.containerd.kata.v2\"\n"), docker))
        .matches(lack -> lack.isEmpty() == runs);
    assertThat(
            OwnerRuntime.lack(PolicyText.policy("runtime = \"io.containerd.runc.v2\"\n"), docker))
        .isEmpty();
  }

  @Test
  void theReasonSaysWhereTheWishIsAndWhatToDo() {
    assertThat(
            OwnerRuntime.lack(
                PolicyText.policy("runtime = \"runsc\"\n"), engine(Kind.PODMAN, "crun", "runsc")))
        .hasValueSatisfying(
            why -> assertThat(why).contains(":1)").contains("containers.conf").contains("crun"));
  }

  @Test
  void withoutAWishAnyEngineWillDo() {
    assertThat(OwnerRuntime.lack(PolicyText.policy("gpus = false\n"), engine(Kind.PODMAN, "")))
        .isEmpty();
  }
}
