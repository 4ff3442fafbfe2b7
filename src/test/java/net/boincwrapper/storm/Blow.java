package net.boincwrapper.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.SealedSteps.Sealed;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.slot.MemoFile;
import net.boincwrapper.slot.record.Memo;

/**
 * Does to a task what an interruption is. What is to be killed may just have gone: then that was
 * it.
 */
final class Blow {
  private static final Duration SOON_ENOUGH = Duration.ofSeconds(55);
  private static final Duration PAUSE_LIMIT = Duration.ofSeconds(60);

  private final TaskHarness task;
  private final RunningWrapper wrapper;
  private final SealedSteps sealed;
  private final Random random;

  Blow(TaskHarness task, RunningWrapper wrapper, SealedSteps sealed, Random random) {
    this.task = task;
    this.wrapper = wrapper;
    this.sealed = sealed;
    this.random = random;
  }

  /** Strikes; when it returns, what had to end has ended. */
  void strike(Interruption kind) throws IOException {
    switch (kind) {
      case APP_KILLED -> containers().forEach(Containers::killProcess);
      case WRAPPER_KILLED -> wrapper.kill();
      case BOTH_KILLED -> killBoth();
      case CONTAINER_KILLED -> containers().forEach(Containers::killIfRunning);
      case CONTAINER_REMOVED -> containers().forEach(Containers::removeIfThere);
      case KILLED_WHILE_PAUSED -> killPaused();
      case SUSPENDED -> suspend();
      case QUIT -> leave(wrapper.request(ClientRequest.QUIT));
      case SIGTERM -> leave(wrapper.terminate());
      case FILES_TORN -> {
        stopAll();
        if (!isLeftWhole()) {
          tearFiles();
        }
      }
      case CHECKPOINT_TORN -> {
        stopAll();
        if (!isLeftWhole()) {
          tearFiles();
          tearCheckpoint();
        }
      }
    }
  }

  /** A disk may also lose what was left in good order. */
  private void stopAll() {
    if (random.nextInt(4) == 0) {
      leave(wrapper.request(ClientRequest.QUIT));
    } else {
      killBoth();
    }
  }

  /**
   * Whether the app has just ended by itself, and what it left is not sealed yet: those files are
   * the only ones of that checkpoint, and while the host is up no wrapper can tell that we tore
   * them.
   */
  private boolean isLeftWhole() {
    boolean noted =
        MemoFile.read(task.slot())
            .memo()
            .filter(memo -> memo.liveFiles() == Memo.LiveFiles.WHOLE)
            .isPresent();
    return noted || containers().stream().anyMatch(Containers::endedByItself);
  }

  private List<String> containers() {
    return task.containers();
  }

  private void killBoth() {
    List<String> containers = containers();
    boolean wrapperFirst = random.nextBoolean();
    if (wrapperFirst) {
      wrapper.kill();
    }
    containers.forEach(random.nextBoolean() ? Containers::killProcess : Containers::killIfRunning);
    if (!wrapperFirst) {
      wrapper.kill();
    }
    // The wrapper may have started another one before it was killed.
    containers().forEach(Containers::killIfRunning);
    Eventually.await(
        "nothing runs",
        PAUSE_LIMIT,
        () -> !task.states().contains("running") && !task.states().contains("restarting"),
        task::stderr);
  }

  private void suspend() {
    wrapper.request(ClientRequest.SUSPEND);
    Eventually.pass(Duration.ofMillis(100 + random.nextInt(1500)));
    wrapper.request(ClientRequest.RESUME);
  }

  private void killPaused() {
    wrapper.request(ClientRequest.SUSPEND);
    wrapper.await("nothing runs", () -> !task.states().contains("running"));
    switch (random.nextInt(3)) {
      case 0 -> wrapper.kill();
      case 1 -> containers().forEach(Containers::killIfRunning);
      default -> containers().forEach(Containers::killProcess);
    }
    if (wrapper.process().isAlive()) {
      wrapper.request(ClientRequest.RESUME);
    }
  }

  private void leave(RunningWrapper asked) {
    assertThat(asked.awaitExit(SOON_ENOUGH)).as("exit status when asked to leave").isZero();
    assertThat(task.containers()).as("containers after it was asked to leave").isEmpty();
  }

  private void tearFiles() throws IOException {
    for (int tears = 1 + random.nextInt(2); tears > 0; tears--) {
      List<Path> files = live();
      if (!files.isEmpty()) {
        Tear tear = Tear.values()[random.nextInt(Tear.values().length)];
        tear.apply(task.slot().directory(), files.get(random.nextInt(files.size())), random);
      }
    }
  }

  private List<Path> live() throws IOException {
    Path slot = task.slot().directory();
    List<Path> files = new java.util.ArrayList<>();
    for (String name : List.of("state.a", "state.b")) {
      if (Files.exists(slot.resolve(name)) && Files.size(slot.resolve(name)) > 0) {
        files.add(slot.resolve(name));
      }
    }
    return files;
  }

  /** Only where there is an older one; without any, nobody could do better than begin again. */
  private void tearCheckpoint() throws IOException {
    List<Sealed> all = sealed.all();
    if (all.size() > 1) {
      Sealed newest = all.get(0);
      sealed.damage(newest);
      Path victim = newest.files().get(random.nextInt(newest.files().size()));
      Tear[] tears = {Tear.TRUNCATED, Tear.ZEROED, Tear.FLIPPED, Tear.REMOVED};
      tears[random.nextInt(tears.length)].apply(victim.getParent(), victim, random);
    }
  }
}
