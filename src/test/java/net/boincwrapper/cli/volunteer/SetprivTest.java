package net.boincwrapper.cli.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** The README once told people to put a bin before it in which there is a program "test". */
  @Test
  void whatAUserMayDoIsToldByTheShellAndNotByAnotherProgramNamedTest(@TempDir Path directory)
      throws Exception {
    Path other = Files.writeString(directory.resolve("test"), "#!/bin/sh\nexit 77\n");
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
    FakeHost host = new FakeHost(directory + ":" + System.getenv("PATH"));
    Setpriv setpriv = new Setpriv(PROGRAM, RunUser.volunteer(60811, List.of()));

    assertThat(setpriv.may(host, "-x", other)).isTrue();
    assertThat(setpriv.may(host, "-x", directory.resolve("absent $HOME"))).isFalse();
  }

  /** Runs what follows the change of user, as this user. */
  private record FakeHost(String path) implements VolunteerHost {
    @Override
    public boolean isMapped(int id) {
      return true;
    }

    @Override
    public boolean isNamed(int id) {
      return false;
    }

    @Override
    public boolean isRunning(int id) {
      return false;
    }

    @Override
    public Optional<Path> setpriv() {
      return Optional.of(PROGRAM);
    }

    @Override
    public int run(List<String> command) throws IOException, InterruptedException {
      List<String> words = command.subList(command.indexOf("--") + 1, command.size());
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of("env", "PATH=" + path)));
      builder.command().addAll(words);
      return builder.start().waitFor();
    }
  }

  @Test
  void aUserSaysWhoItIs() {
    assertThat(RunUser.volunteer(60811, List.of(105)).text())
        .isEqualTo("uid 60811, gid 60811, as on a volunteer's host");
    assertThat(RunUser.caller(0, 0).text()).contains("root, which no volunteer's client is");
    assertThat(RunUser.caller(1000, 100).fields()).containsEntry("like", "caller");
  }
}
