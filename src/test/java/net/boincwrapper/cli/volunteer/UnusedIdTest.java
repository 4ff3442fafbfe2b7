package net.boincwrapper.cli.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusedIdTest {
  private final FakeVolunteerHost host = new FakeVolunteerHost();

  @Test
  void theOnlyNumberThatIsLeftIsFound() throws Exception {
    for (int id = UnusedId.FIRST; id <= UnusedId.LAST; id++) {
      (id % 2 == 0 ? host.named : host.running).add(id);
    }
    host.named.remove(61000);

    assertThat(UnusedId.choose(host, new SplittableRandom(1))).isEqualTo(61000);
  }

  @Test
  void twoRunsDrawTwoNumbers() throws Exception {
    assertThat(UnusedId.choose(host, new SplittableRandom(1)))
        .isNotEqualTo(UnusedId.choose(host, new SplittableRandom(2)));
  }

  @Test
  void aNamespaceWithoutThemIsToldWithTheWayOut() {
    host.mappedBelow = 1000;

    assertThatThrownBy(() -> UnusedId.choose(host, new SplittableRandom(1)))
        .isInstanceOf(CannotBecomeVolunteer.class)
        .hasMessageContaining("the user namespace of this process has no uid and gid from 60706")
        .hasMessageContaining("--as-root");
  }

  @Test
  void aFullHostIsTold() {
    for (int id = UnusedId.FIRST; id <= UnusedId.LAST; id++) {
      host.named.add(id);
    }

    assertThatThrownBy(() -> UnusedId.choose(host, new SplittableRandom(1)))
        .hasMessageContaining("is in use on this host");
  }

  @Test
  void aMapIsReadAsTheKernelWritesIt(@TempDir Path directory) throws Exception {
    Path map = directory.resolve("uid_map");
    Files.writeString(map, "         0       1000          1\n         1     100000      60000\n");

    assertThat(IdMap.read(map).contains(0)).isTrue();
    assertThat(IdMap.read(map).contains(60000)).isTrue();
    assertThat(IdMap.read(map).contains(60001)).isFalse();
  }

  @Test
  void whoRunsThisTestIsNamedOrRuns() throws Exception {
    int self = RunUser.ofThisProcess().uid();

    assertThat(new ThisHost().isRunning(self)).isTrue();
    assertThat(new ThisHost().isNamed(0)).isTrue();
    assertThat(new ThisHost().isMapped(self)).isTrue();
  }
}
