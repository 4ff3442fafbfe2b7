package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.job.Job.RequestRules;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.TemporaryExitFile;
import net.boincwrapper.slot.TriggerFile;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.judge.Continuity;
import net.boincwrapper.task.judge.Evidence;
import net.boincwrapper.task.judge.Judgement;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.machine.TaskMachine;

/**
 * The files by which a running app ends its task, or this start of it. Its container is then
 * stopped; what the file says counts when that end is judged, even in a later life of the wrapper.
 */
final class Triggers {
  /** The app has said that it has nothing left to do. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final int MOST_STATUS = 255;

  private final TaskContext task;
  private final ContainerLife life;

  Triggers(TaskContext task, ContainerLife life) {
    this.task = task;
    this.life = life;
  }

  /** Removes the files of an earlier start. */
  void clear() {
    names().forEach(this::remove);
  }

  /**
   * Stops the container if the file with this name asks for it.
   *
   * @return whether it does
   */
  boolean take(String name) {
    if (names().noneMatch(name::equals)) {
      return false;
    }
    String id = life.id();
    task.log().line("the app asks to be stopped, by the file " + name);
    task.calls()
        .longCall(
            engine -> {
              engine.stop(id, GRACE);
              return true;
            },
            ok -> {},
            e -> task.log().line(String.valueOf(e.getMessage())));
    return true;
  }

  /**
   * What follows from the end of a container; if the app has written such a file, what it says.
   *
   * @param judged what would follow without a file
   */
  Judgement instead(Judgement judged, Evidence evidence) {
    if (evidence.boot() != Continuity.SAME) {
      return judged; // The file may never have been written completely.
    }
    RequestRules rules = task.facts().job().requests();
    Optional<Judgement> complete = rules.complete().flatMap(this::completion);
    return complete.or(() -> rules.temporaryExit().flatMap(this::temporaryExit)).orElse(judged);
  }

  private Optional<Judgement> completion(String name) {
    return read(name)
        .map(
            said -> {
              int number = said.number().orElse(0);
              int status = number <= MOST_STATUS ? number : TaskMachine.CHILD_FAILED;
              String reason = "the app said in the file " + name + ": done, status " + number;
              return new Judgement.Over(new Outcome(status, said.message()), reason);
            });
  }

  private Optional<Judgement> temporaryExit(String name) {
    return read(name)
        .map(
            said -> {
              Duration wanted = Duration.ofSeconds(said.number().orElse(0));
              Duration longest = TemporaryExitFile.LONGEST;
              Duration delay = wanted.compareTo(longest) > 0 ? longest : wanted;
              String why = said.message().isEmpty() ? "" : ": " + said.message();
              String reason = "the app wants to go on later" + why;
              return new Judgement.Later(delay, task.memo().memo().retries(), reason);
            });
  }

  private Optional<TriggerFile> read(String name) {
    try {
      return TriggerFile.read(task.slot(), name);
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }

  private Stream<String> names() {
    RequestRules rules = task.facts().job().requests();
    return Stream.concat(rules.complete().stream(), rules.temporaryExit().stream());
  }

  private void remove(String name) {
    task.lease().check();
    try {
      Files.deleteIfExists(task.slot().directory().resolve(name));
    } catch (IOException e) {
      task.log().line("could not remove the app's request " + name + ": " + e.getMessage());
    }
  }
}
