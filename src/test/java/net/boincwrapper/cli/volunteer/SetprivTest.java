package net.boincwrapper.cli.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetprivTest {
  private static final Path PROGRAM = Path.of("/usr/bin/setpriv");

  @Test
  void theTaskHasTheUsersIdsAndTheSocketsGroupAndNothingOfRoots() {
    Setpriv setpriv = new Setpriv(PROGRAM, RunUser.volunteer(60811, List.of(105)));

    assertThat(setpriv.asTask(List.of("/p/docker-wrapper", "--nthreads", "2"), "stderr.txt"))
        .startsWith("/usr/bin/setpriv", "--reuid", "60811", "--regid", "60811", "--groups", "105")
        .contains("--inh-caps=-all")
        .endsWith("stderr.txt", "/p/docker-wrapper", "--nthreads", "2");
  }

  @Test
  void withoutASocketsGroupThereIsNone() {
    Setpriv setpriv = new Setpriv(PROGRAM, RunUser.volunteer(60811, List.of()));

    assertThat(setpriv.command(List.of("true"))).contains("--clear-groups").endsWith("--", "true");
  }

  @Test
  void aUserSaysWhoItIs() {
    assertThat(RunUser.volunteer(60811, List.of(105)).text())
        .isEqualTo("uid 60811, gid 60811, as on a volunteer's host");
    assertThat(RunUser.caller(0, 0).text()).contains("root, which no volunteer's client is");
    assertThat(RunUser.caller(1000, 100).fields()).containsEntry("like", "caller");
  }
}
