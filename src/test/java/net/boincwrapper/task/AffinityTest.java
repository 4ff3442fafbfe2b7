package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import net.boincwrapper.procfs.CpuList;
import net.boincwrapper.procfs.FakeProcesses;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An app without a quota, beside others. */
class AffinityTest {
  private static final String OURS = "pid:[4026532402]";
  private static final String THEIRS = "pid:[4026532500]";
  private static final long FIRST = 4711;

  private final FakeHostClock clock = new FakeHostClock();
  private final FakeProcesses processes = new FakeProcesses();
  private final List<String> confined = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Affinity affinity =
      new Affinity(processes.proc(), clock, Runnable::run, this::confine, failures::add);
  private boolean hasEffect = true;
  private Optional<IOException> missing = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    Files.writeString(processes.proc().resolve("self/status"), "Cpus_allowed_list:\t0-3\n");
    container(FIRST, "c1", OURS, 500, "0-3");
    processes.start(4712, FIRST, OURS);
    may(4712, "0-3");
  }

  private void container(long first, String id, String namespace, long started, String cpus) {
    processes.container(first, id, namespace, "0::/user.slice\n");
    processes.file(first, "stat", stat(first, started));
    may(first, cpus);
  }

  private static String stat(long pid, long started) {
    return pid + " (init) S 1 0 0 0 0 0 0 0 0 0 0 0 0 0 39 19 1 0 " + started;
  }

  private void may(long pid, String cpus) {
    long inside = pid % 100 == 11 ? 1 : pid - 4000;
    processes.file(
        pid, "status", "NSpid:\t%d\t%d\nCpus_allowed_list:\t%s\n".formatted(pid, inside, cpus));
  }

  private void confine(long pid, String cpus) throws IOException {
    if (missing.isPresent()) {
      throw missing.get();
    }
    confined.add(pid + " to " + cpus);
    if (hasEffect) {
      may(pid, cpus);
    }
  }

  private Optional<SortedSet<Integer>> look(int count) {
    clock.pass(Duration.ofSeconds(20));
    return affinity.keep(Cgroup.of(processes.proc(), FIRST, "c1").orElseThrow(), FIRST, count);
  }

  @Test
  void allOfItsProcessesAreConfinedAndThatIsToldOnceItIsSo() {
    assertThat(look(1)).isEmpty();
    assertThat(confined).containsExactly("4711 to 0", "4712 to 0");

    assertThat(look(1)).contains(CpuList.parse("0"));
    assertThat(confined).hasSize(2);
  }

  @Test
  void whatChoosesOtherCpusIsConfinedAgain() {
    look(2);
    may(4712, "0-3");
    look(2);

    assertThat(confined).endsWith("4712 to 0,1");
  }

  @Test
  void cpusOfOtherContainersAreLeftToThem() {
    container(4811, "c2", THEIRS, 400, "0");
    container(4911, "c3", "pid:[4026532600]", 600, "1");
    look(2);

    assertThat(confined).startsWith("4711 to 2,3");
  }

  @Test
  void aContainerThatMayUseAllTakesNone() {
    container(4811, "c2", THEIRS, 400, "0-3");
    look(1);

    assertThat(confined).startsWith("4711 to 0");
  }

  /** Both had chosen at the same moment. */
  @Test
  void ofTwoThatShareTheLaterGoesAway() {
    look(1);
    container(4811, "c2", THEIRS, 600, "0");
    assertThat(look(1)).as("the other one is later").isPresent();

    container(4811, "c2", THEIRS, 400, "0");
    look(1);
    assertThat(confined).endsWith("4711 to 1", "4712 to 1");
  }

  @Test
  void withTheOtherContainerItsCpusAreGone() {
    container(4811, "c2", THEIRS, 400, "0");
    container(4911, "c3", "pid:[4026532600]", 410, "1-3");
    look(1);
    assertThat(confined).startsWith("4711 to 0");
    processes.end(4911);

    look(1);
    assertThat(confined).endsWith("4711 to 1", "4712 to 1");
  }

  /** A later life of the wrapper finds what the one before has done. */
  @Test
  void whatIsConfinedAlreadyStaysWhereItIs() {
    may(FIRST, "2");
    may(4712, "2");

    assertThat(look(1)).contains(CpuList.parse("2"));
    assertThat(confined).isEmpty();
  }

  @Test
  void whoWasGivenAllIsLeftAlone() {
    assertThat(look(4)).isEmpty();
    assertThat(look(8)).isEmpty();
    assertThat(confined).isEmpty();
  }

  @Test
  void nobodyLooksMoreOftenThanEveryFewSeconds() {
    look(1);
    Cgroup container = Cgroup.of(processes.proc(), FIRST, "c1").orElseThrow();
    clock.pass(Duration.ofSeconds(1));
    assertThat(affinity.keep(container, FIRST, 1)).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(affinity.keep(container, FIRST, 1)).isPresent();
    clock.pass(Duration.ofSeconds(3));
    assertThat(affinity.keep(container, FIRST, 1)).isEmpty();
  }

  @Test
  void aProgramThatIsMissingIsTold() {
    missing = Optional.of(new IOException("no taskset"));
    assertThat(look(1)).isEmpty();

    assertThat(failures).containsExactly("no taskset");
  }

  @Test
  void aProgramWithoutEffectIsTold() {
    hasEffect = false;
    look(1);
    look(1);
    look(1);
    assertThat(failures).isEmpty();

    assertThat(look(1)).isEmpty();
    assertThat(failures)
        .containsExactly("/usr/bin/taskset has no effect on its processes [4711, 4712]");
  }
}
