package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.OwnEngine;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.SealedSteps.Sealed;
import net.boincwrapper.harness.TaskHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine ends under apps of all manners at once, watched by their wrappers and not: no exit
 * code that this gives them is taken for the app's own, and none loses a sealed checkpoint.
 */
class EngineEndsIT {
  private static final int STATUS = 7;
  private static final String JOB = "[checkpoint]\nfiles = [\"state\"]\ngrace = 2\n";

  /** What an app does when it is asked to end. */
  private enum App {
    EXITS_WELL("trap 'exit 0' TERM\n"),
    DIES(""),
    IGNORES_IT("trap '' TERM\n"),
    IS_PAUSED("trap 'exit 0' TERM\n");

    private final String trap;

    App(String trap) {
      this.trap = trap;
    }
  }

  private static OwnEngine engine;

  @TempDir Path directory;
  private final List<Victim> victims = new ArrayList<>();

  @BeforeAll
  static void startEngine() throws IOException {
    engine = OwnEngine.start();
  }

  @AfterAll
  static void removeEngine() {
    if (engine != null) {
      engine.close();
    }
  }

  @AfterEach
  void removeTasks() {
    victims.forEach(victim -> victim.task.close());
  }

  @Test
  void itIsStoppedAndStartedAgain() throws IOException {
    launchAll();
    engine.stop();
    allMayEnd();
    engine.startAgain();
    for (Victim victim : victims) {
      victim.assertEndsWell();
      assertThat(victim.task.starts()).as(victim.toString()).hasSize(2);
    }
  }

  @Test
  @Tag("heavy")
  void itIsKilledAndStartedAgain() throws IOException {
    launchAll();
    engine.kill();
    engine.startAgain();
    allMayEnd();
    for (Victim victim : victims) {
      victim.assertEndsWell();
    }
  }

  private void launchAll() throws IOException {
    for (App app : App.values()) {
      for (boolean watched : new boolean[] {true, false}) {
        Path boinc = directory.resolve(String.valueOf(victims.size()));
        victims.add(new Victim(TaskHarness.in(boinc), app, watched));
      }
    }
    for (Victim victim : victims) {
      victim.awaitSealAndTurnAway();
    }
  }

  private void allMayEnd() throws IOException {
    for (Victim victim : victims) {
      victim.task.enough();
    }
  }

  /** A task whose engine ends. */
  private static final class Victim {
    private final TaskHarness task;
    private final App app;
    private final boolean watched;
    private final SealedSteps sealed;
    private RunningWrapper wrapper;
    private long guarded;

    Victim(TaskHarness task, App app, boolean watched) throws IOException {
      this.task = task.engine(engine.host());
      this.app = app;
      this.watched = watched;
      this.sealed = new SealedSteps(task);
      task.initData("checkpoint_period", "0.5");
      task.countingApp(TaskHarness.FOR_EVER, STATUS).job(JOB);
      task.app(app.trap + task.read("app.sh"));
      wrapper = task.launch("--verbose");
    }

    void awaitSealAndTurnAway() {
      wrapper.await("a sealed checkpoint", () -> sealed.newest().isPresent());
      if (app == App.IS_PAUSED) {
        wrapper.request(ClientRequest.SUSPEND).awaitContainer("paused");
      }
      guarded = sealed.newest().map(Sealed::step).orElseThrow();
      if (!watched) {
        wrapper.kill();
      }
    }

    void assertEndsWell() throws IOException {
      if (!watched) {
        wrapper = task.launch("--verbose");
      } else if (app == App.IS_PAUSED) {
        wrapper.request(ClientRequest.RESUME);
      }
      assertThat(wrapper.awaitExit()).as(toString()).isEqualTo(STATUS);
      assertThat(task.slot().finish()).content().startsWith(STATUS + "\n");
      assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
      assertThat(task.containers()).isEmpty();
      List<Integer> starts = task.starts();
      assertThat(starts.subList(1, starts.size()))
          .as("%s", this)
          .allMatch(step -> step >= guarded, "from step " + guarded + " on");
    }

    @Override
    public String toString() {
      return "app that " + app + (watched ? ", watched" : "") + ":\n" + task.stderr();
    }
  }
}
