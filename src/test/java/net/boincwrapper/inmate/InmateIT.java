package net.boincwrapper.inmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.inmate.Lives.Life;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way out that an app may try, in one life of a task: SECURITY.md has a row for each, with the
 * name that the try has here.
 */
@WithEngine
@Timeout(60)
class InmateIT {
  private static final Expectations EXPECTED = Expectations.in("expected.txt");

  private static final Lives LIVES = new Lives();

  @TempDir static Path directory;

  private static Life life(Volunteer volunteer) throws IOException {
    return LIVES.of(volunteer, directory);
  }

  static Stream<Arguments> tries() {
    List<Arguments> tries = new ArrayList<>();
    for (Volunteer volunteer : Volunteer.values()) {
      EXPECTED.names().forEach(name -> tries.add(Arguments.of(name, volunteer)));
    }
    return tries.stream();
  }

  @ParameterizedTest
  @MethodSource("tries")
  void aTryGetsWhatThePageSays(String name, Volunteer volunteer) throws Exception {
    assertThat(life(volunteer).outcomes().get(name))
        .as("%s, %s", name, here(volunteer))
        .isNotNull()
        .matches(EXPECTED.of(name, here(volunteer)));
  }

  private static Set<String> here(Volunteer volunteer) throws IOException {
    Set<String> here = new HashSet<>();
    here.add(EngineUnderTest.isPodman() ? "podman" : "docker");
    if (EngineUnderTest.isRootless()) {
      here.add("rootless");
    }
    if (EngineUnderTest.isRootless() || volunteer == Volunteer.THE_TESTER) {
      here.add("root");
    }
    if (ServiceSandbox.isStacked()) {
      here.add("stacked");
    }
    return here;
  }

  @ParameterizedTest
  @EnumSource
  void theTaskEndsAsTheAppDoes(Volunteer volunteer) throws Exception {
    assertThat(life(volunteer).status()).as(life(volunteer).log()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsTriedOfWhichNothingIsSaid(Volunteer volunteer) throws Exception {
    assertThat(life(volunteer).outcomes().keySet()).isEqualTo(EXPECTED.names());
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatItGotIsASecret(Volunteer volunteer) throws Exception {
    assertThat(life(volunteer).outcomes().toString())
        .doesNotContain(Surroundings.SECRET, TaskHarness.AUTHENTICATOR);
    assertThat(life(volunteer).log())
        .doesNotContain(Surroundings.SECRET, TaskHarness.AUTHENTICATOR);
  }

  @ParameterizedTest
  @EnumSource
  void whateverListensOnTheHostHasHeardNothing(Volunteer volunteer) throws Exception {
    assertThat(life(volunteer).reached()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theHostIsAsItWas(Volunteer volunteer) throws Exception {
    assertThat(life(volunteer).before()).contains("gui_rpc_auth.cfg", "slots/1/secret");
    assertThat(life(volunteer).after()).isEqualTo(life(volunteer).before());
  }
}
