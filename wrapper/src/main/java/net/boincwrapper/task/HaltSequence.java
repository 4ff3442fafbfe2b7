package net.boincwrapper.task;

import static net.boincwrapper.engine.Engine.ContainerStatus.PAUSED;
import static net.boincwrapper.engine.Engine.ContainerStatus.RUNNING;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
 * Leaves the container as a quit wants it. A job with checkpoint files: the app is asked for a
 * checkpoint, stopped with its grace, and the container removed, so that its memory is free.
 * Another job: paused ({@link LeavingPaused}).
 */
final class HaltSequence {
  /** Silence of the engine after which nobody who has to leave waits for it. */
  static final Duration ENGINE_GOES_DOWN = Duration.ofSeconds(3);

  /**
   * An app that does not catch the stop is stopped after its next checkpoint, if one comes soon.
   */
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

  /** Whether a quit stops the containers of a job; else it pauses them. */
  static boolean stops(CheckpointRules rules) {
    return rules.onQuit() == OnQuit.STOP
        || (rules.onQuit() == OnQuit.AUTO && !rules.files().isEmpty());
  }

  /** Begins. Told when it is over: halted. */
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
      // It was adopted just now.
      lookAndAsk();
    } else if (stops(rules())) {
      askForStop(paused);
    } else {
      leavingPaused.begin();
    }
  }

  /** To be called at each turn while stopping. */
  void tick() {
    if (over && !removed && task.calls().silentFor(ENGINE_GOES_DOWN)) {
      // With the host, likely: the next start removes the container.
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
    // Whose end could not be followed is looked for again: the grace is for an app that lives.
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

  /** It may have ended since it was adopted: who is dead writes nothing more, and is not asked. */
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
      // It would die of the stop in the middle of what it is writing.
      sinceAsked.restart();
      patience = SETTLE;
    }
  }

  private boolean isCaught(String signal) {
    return SignalDisposition.catches(task.gateways().proc(), life.pid(), signal);
  }

  /** The file's presence is the request: what stands there already asks too. */
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

  /** What of the grace the asking has left. */
  private Duration left() {
    Duration left = rules().grace().minus(sinceAsked.elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void stop(Duration grace) {
    sinceAsked.reset();
    String id = life.id();
    task.calls()
        .longCall(
            engine -> stop(engine, id, grace),
            this::stopped,
            e -> {
              said(e);
              stopped(Optional.empty());
            });
  }

  private static Optional<ContainerInfo> stop(Engine engine, String id, Duration grace)
      throws EngineException {
    engine.stop(id, grace);
    return engine.inspect(id);
  }

  /** What the app has left is saved while the container is being removed. */
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

  /** It has been stopped at least; the next start removes it. */
  private void kept(EngineException e) {
    said(e);
    removed = true;
    tellWhenDone();
  }

  private void said(EngineException e) {
    task.log().line(String.valueOf(e.getMessage()));
  }
}
