package net.boincwrapper.task;

import static net.boincwrapper.engine.Engine.ContainerStatus.PAUSED;
import static net.boincwrapper.engine.Engine.ContainerStatus.RUNNING;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.job.Job.CheckpointRules;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.task.judge.EndOfApp;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.watch.SignalDisposition;
import net.boincwrapper.time.Stopwatch;

/**
 * Leaves the container as it should be after a quit. If the job has checkpoint files, the app is
 * asked for a checkpoint and stopped with its grace period, and the container is removed, which
 * frees its memory. Other jobs are paused ({@link LeavingPaused}).
 */
final class HaltSequence {
  /** When we have to leave, we do not wait for an engine that is silent for longer. */
  static final Duration ENGINE_GOES_DOWN = Duration.ofSeconds(3);

  /** How long to wait for a last checkpoint of an app that does not catch the stop signal. */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  private static final String STOP_SIGNAL = "SIGTERM";

  private final TaskContext task;
  private final ContainerLife life;
  private final CheckpointSchedule checkpoints;
  private final LeavingPaused leavingPaused;
  private final Stopwatch sinceAsked;
  private int completedBefore;
  private boolean answered;
  private boolean catchesStop;
  private Duration patience = Duration.ZERO;
  private boolean over;
  private boolean saving;
  private boolean saved;
  private boolean removed;

  HaltSequence(
      TaskContext task,
      ContainerLife life,
      CheckpointSchedule checkpoints,
      UncheckpointedWork uncheckpointed) {
    this.task = task;
    this.life = life;
    this.checkpoints = checkpoints;
    this.sinceAsked = task.stopwatch();
    this.leavingPaused = new LeavingPaused(task, life, uncheckpointed);
  }

  /** Whether a quit stops the containers of such a job; otherwise it pauses them. */
  static boolean stops(CheckpointRules rules) {
    return rules.onQuit() == OnQuit.STOP
        || (rules.onQuit() == OnQuit.AUTO && !rules.files().isEmpty());
  }

  /** Begins. Tells the machine when it is over: halted. */
  void begin(boolean paused) {
    over = false;
    saving = false;
    saved = false;
    removed = false;
    task.cpu().endIsNear();
    if (task.memo().memo().containerStarted().isEmpty()) {
      saving = true;
      saved = true;
      remove();
    } else if (stops(rules()) && life.pid() == 0) {
      // It has just been adopted.
      lookAndAsk();
    } else if (stops(rules())) {
      askForStop(paused);
    } else {
      leavingPaused.begin();
    }
  }

  /** Call it at each turn while stopping. */
  void tick() {
    if (over && !removed && task.calls().silentFor(ENGINE_GOES_DOWN)) {
      // The engine is probably going down with the host: the next start removes the container.
      task.calls().dropAll();
      life.unfollow();
      removed = true;
      save(false);
      tellWhenDone();
      return;
    }
    leavingPaused.tick();
    if (!sinceAsked.runs()) {
      return;
    }
    // If we could not follow the app's end, we look again: the grace period is only for a live app.
    life.tick();
    if (!sinceAsked.runs()) {
      return;
    }
    checkpoints.tick();
    if (sinceAsked.hasPassed(patience)) {
      stop(left());
    } else if (checkpoints.completed() > completedBefore && !answered) {
      answered = true;
      checkpoints.saveNow(this::stopAfterSeal);
    }
  }

  private void stopAfterSeal() {
    if (sinceAsked.runs()) {
      stop(left());
    }
  }

  /** The container has ended, perhaps before we asked. */
  void ended() {
    over = true;
    if (sinceAsked.runs()) {
      stop(Duration.ZERO);
    } else {
      leavingPaused.ended();
    }
  }

  private CheckpointRules rules() {
    return task.facts().job().checkpoint();
  }

  private void lookAndAsk() {
    String id = life.id();
    task.calls()
        .call(
            engine -> engine.inspect(id),
            this::askIfAlive,
            e -> {
              said(e);
              askForStop(false);
            });
  }

  /**
   * The app may have ended since it was adopted: a dead app writes nothing more, and is not asked.
   */
  private void askIfAlive(Optional<ContainerInfo> found) {
    over |= found.filter(HaltSequence::isAlive).isEmpty();
    askForStop(found.filter(container -> container.status() == PAUSED).isPresent());
  }

  private static boolean isAlive(ContainerInfo container) {
    return container.status() == RUNNING || container.status() == PAUSED;
  }

  private void askForStop(boolean paused) {
    if (over) {
      stop(Duration.ZERO);
      return;
    }
    String id = life.id();
    task.log().line("stopping the container, with " + rules().grace().toSeconds() + " s of grace");
    task.memo().change(memo -> memo.withAsked(Asked.STOP, task.now()));
    if (paused) {
      life.unpause();
    }
    completedBefore = checkpoints.completed();
    answered = false;
    catchesStop = isCaught(STOP_SIGNAL);
    patience = rules().grace();
    Optional<String> signal = rules().signal().filter(this::isCaught);
    if (signal.isPresent()) {
      task.act("asking for a checkpoint by " + signal.get());
      String name = signal.get();
      task.calls().call(ContainerLife.done(e -> e.signal(id, name)), ok -> {}, this::said);
      sinceAsked.restart();
    } else if (rules().requestFile().isPresent() && request(rules().requestFile().get())) {
      sinceAsked.restart();
    } else if (rules().generations() == 0 || catchesStop || checkpoints.isAtCheckpoint()) {
      checkpoints.saveNow(() -> {});
      stop(rules().grace());
    } else {
      // The stop would kill it in the middle of a write.
      sinceAsked.restart();
      patience = SETTLE;
    }
  }

  private boolean isCaught(String signal) {
    return SignalDisposition.catches(task.gateways().proc(), life.pid(), signal);
  }

  /** The file's presence is the request, so a file that already exists will do. */
  private boolean request(String name) {
    task.lease().check();
    Path file = task.slot().directory().resolve(name);
    if (!task.slot().directory().equals(file.getParent())) {
      task.log().line("no request file: " + name + " is not at the top of WORKDIR");
      return false;
    }
    task.act("asking for a checkpoint by the file " + name);
    try {
      Files.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return true;
    } catch (IOException e) {
      task.log().line("could not make the file " + name + ", which asks the app for a checkpoint");
      return false;
    }
  }

  /** How much of the grace period is left after asking. */
  private Duration left() {
    Duration left = rules().grace().minus(sinceAsked.elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void stop(Duration grace) {
    sinceAsked.reset();
    String id = life.id();
    boolean hears = task.facts().engine().kind() != Engine.Kind.PODMAN || isCaught(STOP_SIGNAL);
    task.calls()
        .longCall(
            engine -> stop(engine, id, hears || !isFirst(engine, id) ? grace : Duration.ZERO),
            this::stopped,
            e -> {
              said(e);
              stopped(Optional.empty());
            });
  }

  /** A first process does not hear what it does not catch; see pid_namespaces(7). */
  private static boolean isFirst(Engine engine, String id) throws EngineException {
    return engine
        .inspect(id)
        .filter(container -> container.labels().containsKey(ContainerPlan.LABEL_NO_INIT))
        .isPresent();
  }

  private static Optional<ContainerInfo> stop(Engine engine, String id, Duration grace)
      throws EngineException {
    engine.stop(id, grace);
    return engine.inspect(id);
  }

  /** Saves what the app has left while the container is being removed. */
  private void stopped(Optional<ContainerInfo> end) {
    task.openSlot();
    boolean whole = end.filter(ended -> EndOfApp.isWholeAfterStop(ended, catchesStop)).isPresent();
    if (whole) {
      task.memo().change(memo -> memo.withLiveFiles(Memo.LiveFiles.WHOLE));
    }
    remove();
    save(whole);
  }

  private void save(boolean whole) {
    if (!saving) {
      saving = true;
      checkpoints.ended(whole, this::saved);
    }
  }

  private void saved() {
    saved = true;
    tellWhenDone();
  }

  private void tellWhenDone() {
    if (saved && removed) {
      task.tell().accept(new TaskEvent.Halted());
    }
  }

  private void remove() {
    over = true;
    life.unfollow();
    rules().requestFile().ifPresent(this::withdraw);
    String id = life.id();
    boolean started = task.memo().memo().containerStarted().isPresent();
    int share = started ? LogTail.share(task) : 0;
    task.calls().call(engine -> LogTail.removing(engine, id, share), this::removed, this::kept);
  }

  private void withdraw(String requestFile) {
    Path file = task.slot().directory().resolve(requestFile);
    if (!task.slot().directory().equals(file.getParent())) {
      return;
    }
    task.lease().check();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      task.log().line("could not remove the file " + requestFile);
    }
  }

  private void removed(LogTail tail) {
    tail.say(task);
    if (task.memo().memo().containerStarted().isPresent()) {
      task.memo().change(Memo::withStartForgiven);
    }
    ContainerAccount.close(task);
    removed = true;
    tellWhenDone();
  }

  /** At least it has been stopped; the next start removes it. */
  private void kept(EngineException e) {
    said(e);
    removed = true;
    tellWhenDone();
  }

  private void said(EngineException e) {
    task.log().line(String.valueOf(e.getMessage()));
  }
}
