package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.ForeignCpu;
import net.boincwrapper.client.Herald;
import net.boincwrapper.client.MappedClientLink;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.task.turn.TaskClock;
import net.boincwrapper.task.turn.Wakeup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client that subtracts the tasks' CPU time takes for foreign: sixteen tasks on sixteen
 * processors, all like the one that is simulated, and in phase with it.
 */
class ForeignCpuTest {
  private static final int TASKS = 16;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double MOST = 0.02;

  /** The app begins to run within the first seconds; that is no steady app. */
  private static final Duration SETTLED = seconds(30);

  @TempDir private Path directory;
  private final Stage stage = new Stage();
  private final ForeignCpu foreign = new ForeignCpu(TASKS);
  private final List<Double> heard = new ArrayList<>();
  private SimulatedClient client;
  private DoubleUnaryOperator used = second -> Math.max(0, second - 1);
  private boolean group = true;
  private String planClass = "docker";
  private int polls;

  @BeforeEach
  void client() throws IOException {
    Path file = directory.resolve("boinc_mmap_file");
    client = SimulatedClient.create(file, 0, stage.clock::nanos);
    stage.otherLink =
        Optional.of(MappedClientLink.open(file, OptionalLong.empty(), stage.clock::nanos));
  }

  private double now() {
    return stage.clock.nanos() / 1e9;
  }

  /** The app's account, kept by the kernel or by the engine, is right at each tick. */
  private void account() {
    long nanos = (long) (used.applyAsDouble(now()) * 1e9);
    if (group) {
      stage.write("/cg/docker/c1/cpuacct.usage", nanos + "\n");
    }
    stage.engine.containers().forEach(c -> usage(c.id(), nanos));
    stage.clock.in(TaskClock.TICK, this::account);
  }

  private void usage(String id, long nanos) {
    stage.engine.setUsage(id, new Engine.Usage(nanos, 1, 1));
  }

  /** About once a second, each time a little later: its looks and ours are not in step. */
  private void poll() {
    if (polls % ForeignCpu.SECONDS == 0 && stage.clock.elapsed().compareTo(SETTLED) > 0) {
      sample();
    }
    polls++;
    client.tick();
    client.lastStatus().map(AppStatus::cpuSeconds).ifPresent(heard::add);
    stage.clock.in(millis(1003), this::poll);
  }

  private void sample() {
    double reported = client.lastStatus().orElseThrow().cpuSeconds();
    foreign.sample(now(), TASKS * used.applyAsDouble(now()), TASKS * reported);
  }

  private void run(Duration time) {
    stage.planClass(planClass);
    stage.clock.exact();
    if (group) {
      stage.write("/proc/4711/cgroup", "5:cpuacct:/docker/c1\n");
      stage.write("/proc/self/mountinfo", "33 31 0:30 / /cg rw - cgroup cgroup rw,cpu,cpuacct\n");
    }
    account();
    poll();
    stage.clock.at(time, () -> client.request(ClientRequest.ABORT));
    stage.run();
  }

  private void assertThatNothingIsForeign() {
    assertThat(foreign.samples()).isGreaterThan(300);
    assertThat(foreign.resets()).isZero();
    assertThat(foreign.largest()).isLessThan(MOST);
    assertThat(heard).isSorted();
  }

  @Test
  void anHourOfSixteenBusyTasksIsTheClientsOwn() {
    run(HOUR);
    assertThatNothingIsForeign();
  }

  @Test
  void soItIsWhereOnlyTheEngineTellsTheCpuTime() {
    group = false;
    run(HOUR);
    assertThatNothingIsForeign();
    long asked = stage.engine.calls().stream().filter(c -> c.startsWith("usage")).count();
    assertThat(asked).as("calls in the hour").isBetween(900L, 1300L);
  }

  /** Busy for some seconds, waiting for some others. */
  @Test
  void whereOnlyTheEngineTellsNoReportIsAheadOfWhatWasUsed() {
    group = false;
    used = second -> Math.floor(second / 7) * 3 + Math.min(3, second % 7);
    List<Double> ahead = new ArrayList<>();
    stage.clock.at(seconds(2), () -> compare(ahead));
    run(seconds(300));
    assertThat(ahead).isEmpty();
    assertThat(heard).isSorted();
    assertThat(heard.stream().distinct().count())
        .as("carried on between samples")
        .isGreaterThan(200);
  }

  private void compare(List<Double> ahead) {
    double reported = client.lastStatus().map(AppStatus::cpuSeconds).orElse(0.0);
    if (reported > used.applyAsDouble(now()) + 1e-6) {
      ahead.add(now());
    }
    stage.clock.in(TaskClock.TICK, () -> compare(ahead));
  }

  @Test
  void whoTellsInOurSteadHearsFromWhereItIsReadAndTheLastOfAll() {
    List<String> words = speakingBell();
    run(seconds(60));
    int first = words.indexOf("cpu group 0 1 /cg/docker/c1/cpuacct.usage");
    assertThat(first).isNotNegative();
    assertThat(words.get(first + 1)).matches("status 1 \\d+ <checkpoint_cpu_time>.*");
    assertThat(words).filteredOn(word -> word.startsWith("cpu group")).hasSize(1);
    assertThat(words.get(words.size() - 1)).isEqualTo("silent");
  }

  @Test
  void whoTellsInOurSteadCarriesOnBetweenTheEnginesSamples() {
    group = false;
    List<String> words = speakingBell();
    run(seconds(60));
    List<String> courses = words.stream().filter(word -> word.startsWith("cpu course")).toList();
    assertThat(courses).hasSizeGreaterThan(30);
    long begin = 0;
    long end = Long.MAX_VALUE;
    for (String course : courses) {
      String[] numbers = course.split(" ");
      assertThat(Long.parseLong(numbers[2])).isBetween(begin, end);
      begin = Long.parseLong(numbers[2]);
      end = Long.parseLong(numbers[3]);
    }
  }

  @Test
  void aClientThatSubtractsNothingNeedsNobodyToTellIt() {
    planClass = "mt";
    List<String> words = speakingBell();
    run(seconds(60));
    assertThat(words).isEmpty();
  }

  private List<String> speakingBell() {
    List<String> words = new ArrayList<>();
    Herald herald = new Herald(words::add);
    stage.tellsOfTheSlot = true;
    stage.wakeup =
        new Wakeup() {
          @Override
          public void begin(Runnable ring) {
            ring.run();
          }

          @Override
          public Optional<Herald> herald() {
            return Optional.of(herald);
          }
        };
    return words;
  }
}
