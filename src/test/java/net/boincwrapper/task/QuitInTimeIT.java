package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.SealedSteps.Sealed;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an app does between the client's wish to have its memory and the wrapper's exit, and what is
 * saved of it.
 */
@WithEngine
class QuitInTimeIT {
  /** The client kills the wrapper 60 s after it asked. */
  private static final Duration SOON_ENOUGH = Duration.ofSeconds(55);

  /** Counts without writing anything, until it is asked; then it needs a second for its files. */
  private static final String APP =
      """
      n=$(cat state 2>/dev/null || echo 0)
      echo "starting at $n" >> log.txt
      save() { sleep 1; echo $n > state.new && mv state.new state; echo $n >> saved.txt; }
      asked=
      @TRAP@
      while [ ! -e enough ]; do
        n=$((n + 1))
        echo $n > now.new && mv now.new now
        sleep 0.05
        @ASKED@
      done
      exit 7
      """;

  private static final String SIGNAL = "signal = \"SIGUSR1\"\n";
  private static final String REQUEST_FILE = "request_file = \"checkpoint_now\"\n";

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeEach
  void makeTask() throws IOException {
    task = TaskHarness.in(directory).initData("checkpoint_period", "0.5");
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  /** The grace is far longer: it is the checkpoint that is waited for. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCheckpointThatASignalAsksForIsWaitedForAndSealed(boolean suspended) throws IOException {
    job(40, SIGNAL);
    app("trap 'asked=1' USR1", "[ -n \"$asked\" ] && { asked=; save; }");

    assertIsSavedSoonerThan(Duration.ofSeconds(35), suspended);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void soIsOneThatAFileAsksFor(boolean suspended) throws IOException {
    job(40, REQUEST_FILE);
    app("", "[ -e checkpoint_now ] && { save; rm -f checkpoint_now; }");

    assertIsSavedSoonerThan(Duration.ofSeconds(35), suspended);

    assertThat(task.slot().directory().resolve("checkpoint_now")).doesNotExist();
  }

  @Test
  void soIsOneThatTheAppWritesBeforeItEnds() throws IOException {
    job(40, "");
    app("trap 'asked=1' TERM", "[ -n \"$asked\" ] && { save; exit 0; }");

    assertIsSavedSoonerThan(Duration.ofSeconds(35), false);
  }

  private void assertIsSavedSoonerThan(Duration limit, boolean suspended) throws IOException {
    RunningWrapper wrapper = launch();
    if (suspended) {
      wrapper.request(ClientRequest.SUSPEND).awaitContainer("paused");
    }

    Duration taken = quit(wrapper);

    assertThat(taken).as(task.stderr()).isLessThan(limit);
    long saved = Long.parseLong(task.read("state").strip());
    assertThat(new SealedSteps(task).newest().map(Sealed::step)).as(task.stderr()).hasValue(saved);
    assertGoesOnFrom(saved);
    assertThat(task.stderr()).contains("checkpoint files: as sealed in generation ");
  }

  /** What it is asked for by is caught, but nothing comes of it. */
  @ParameterizedTest
  @ValueSource(strings = {SIGNAL, REQUEST_FILE})
  void anAppThatDoesNotAnswerIsKilledAfterItsGrace(String way) throws IOException {
    job(3, way);
    app("trap '' TERM; trap 'asked=1' USR1", "[ $n -eq 10 ] && save");
    RunningWrapper wrapper = launch();
    SealedSteps sealed = new SealedSteps(task);
    wrapper.await("its own checkpoint is sealed", () -> sealed.newest().isPresent());

    Duration taken = quit(wrapper);

    assertThat(taken).isGreaterThan(Duration.ofSeconds(3)).isLessThan(Duration.ofSeconds(30));
    assertGoesOnFrom(10);
  }

  /** A signal that nobody catches would end the app without a word. */
  @Test
  void anAppThatDoesNotCatchTheSignalIsNotSentIt() throws IOException {
    job(20, SIGNAL);
    app("trap 'asked=1' TERM", "[ -n \"$asked\" ] && { save; exit 0; }");
    RunningWrapper wrapper = launch();

    quit(wrapper);

    assertThat(task.read("saved.txt")).isNotEmpty();
    assertThat(task.stderr()).doesNotContain("asking for a checkpoint by SIGUSR1");
    assertGoesOnFrom(Long.parseLong(task.read("state").strip()));
  }

  /** The client counts from its wish, not from when the app was asked. */
  @Test
  @Tag("heavy")
  void theLongestGraceOfAPausedAppThatDoesNotAnswerIsSoonEnough() throws IOException {
    job(50, SIGNAL);
    app("trap '' TERM; trap 'asked=1' USR1", ":");
    RunningWrapper wrapper = launch();
    wrapper.request(ClientRequest.SUSPEND).awaitContainer("paused");

    quit(wrapper);

    assertThat(task.slot().finish()).doesNotExist();
  }

  private void job(int grace, String more) throws IOException {
    task.job("[checkpoint]\nfiles = [\"state\"]\ngrace = " + grace + "\n" + more);
  }

  private void app(String trap, String asked) throws IOException {
    task.app(APP.replace("@TRAP@", trap).replace("@ASKED@", asked));
  }

  private RunningWrapper launch() throws IOException {
    RunningWrapper wrapper = task.launch("--verbose");
    return wrapper.await("the app runs", () -> Files.exists(slot("now")));
  }

  /** Returns how long it took; nothing that holds memory is left. */
  private Duration quit(RunningWrapper wrapper) {
    long asked = System.nanoTime();
    assertThat(wrapper.request(ClientRequest.QUIT).awaitExit(SOON_ENOUGH))
        .as(task.stderr())
        .isZero();
    assertThat(task.containers()).isEmpty();
    assertThat(task.slot().finish()).doesNotExist();
    assertThat(task.slot().temporaryExit()).doesNotExist();
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  private void assertGoesOnFrom(long step) throws IOException {
    task.enough();
    assertThat(task.launch("--verbose").awaitExit()).as(task.stderr()).isEqualTo(7);
    assertThat(task.read("log.txt")).isEqualTo("starting at 0\nstarting at " + step + "\n");
  }

  private Path slot(String name) {
    return task.slot().directory().resolve(name);
  }
}
