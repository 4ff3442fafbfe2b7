package net.boincwrapper.task.judge;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.machine.TaskMachine;

/** What follows from the end of a container. */
public sealed interface Judgement {
  /** {@code lib/error_numbers.h:EXIT_MEM_LIMIT_EXCEEDED}. */
  int MEM_LIMIT_EXCEEDED = 198;

  /** {@code EXIT_DISK_LIMIT_EXCEEDED} ({@code lib/error_numbers.h}). */
  int DISK_LIMIT_EXCEEDED = 196;

  /** One line for people. */
  String reason();

  /** Start again from the checkpoint. */
  record Again(String reason) implements Judgement {}

  /**
   * Try again later: the app's own wish.
   *
   * @param retries how often this has happened, including this time
   */
  record Later(Duration delay, int retries, String reason) implements Judgement {}

  /** The task is over. */
  record Over(Outcome outcome, String reason) implements Judgement {}

  /**
   * Judges an end.
   *
   * @param job what the app's exit codes mean
   * @param retries how often {@link Later} has been the answer so far
   * @param memory what to say about the limit if the app was killed for its memory
   */
  static Judgement of(Evidence evidence, Job job, int retries, String memory) {
    Attribution attribution = Attribution.of(evidence);
    int code = evidence.exitCode();
    String end = "exit code " + code + ": " + attribution.reason();
    if (attribution.interruption()) {
      return new Again(end);
    }
    if (job.checkpoint().exitCode().stream().anyMatch(c -> c == code)) {
      return new Again("exit code " + code + ": the app wrote a checkpoint and wants to go on");
    }
    if (job.exit().retry().contains(code)) {
      return retry(code, job.exit(), retries + 1);
    }
    Optional<String> signal = FatalSignal.of(code, job.limits().shmBytes());
    if (signal.isPresent() && !evidence.oomKilled()) {
      String ended = "the app was ended by " + signal.get();
      return new Over(new Outcome(code, ended), "exit code " + code + ": " + ended);
    }
    return new Over(outcome(evidence, memory), end);
  }

  /**
   * The same judgement, if the app's program ran at all. Under an init process, a program that
   * cannot be run looks like any other end; but it is the author's fault, and the message has to
   * say so.
   *
   * @param complaint why the program could not be run; empty if it ran
   */
  default Judgement unlessUnrunnable(String complaint) {
    if (!(this instanceof Over) || complaint.isEmpty()) {
      return this;
    }
    String message = "the app could not be started: " + complaint;
    return new Over(new Outcome(TaskMachine.CHILD_FAILED, message), message);
  }

  /**
   * The same judgement, with what may have led to the end.
   *
   * @param trouble one line; empty: nothing is known
   */
  default Judgement after(String trouble) {
    if (!(this instanceof Over over) || trouble.isEmpty() || over.outcome().status() == 0) {
      return this;
    }
    Outcome outcome = over.outcome();
    String message = outcome.message().isEmpty() ? trouble : outcome.message() + "; " + trouble;
    return new Over(new Outcome(outcome.status(), message), over.reason() + "; " + trouble);
  }

  /**
   * The same judgement, unless the app has failed with more of something than it may have: where
   * the engine refuses it more, it fails before we have seen that.
   *
   * @param status of a task that is ended for it
   * @param excess one line; empty: it has kept within the limit
   */
  default Judgement unlessLimited(int status, Optional<String> excess) {
    if (!(this instanceof Over over)
        || excess.isEmpty()
        || over.outcome().status() == 0
        || over.outcome().status() == MEM_LIMIT_EXCEEDED) {
      return this;
    }
    String before = over.outcome().message();
    String message = before.isEmpty() ? excess.get() : excess.get() + "; " + before;
    return new Over(new Outcome(status, message), over.reason() + "; " + excess.get());
  }

  private static Judgement retry(int code, Job.ExitRules rules, int retries) {
    String end = "exit code " + code + ": the job wants to be tried again";
    if (retries > rules.retryLimit()) {
      String message = end + ", but already was, " + rules.retryLimit() + " times";
      return new Over(new Outcome(TaskMachine.CHILD_FAILED, message), message);
    }
    return new Later(
        rules.retryDelay(), retries, end + " (" + retries + " of " + rules.retryLimit() + ")");
  }

  private static Outcome outcome(Evidence evidence, String memory) {
    if (!evidence.oomKilled()) {
      return new Outcome(evidence.exitCode(), "");
    }
    if (evidence.exitCode() == 0) {
      return new Outcome(0, "a process of the app was killed for its memory; " + memory);
    }
    return new Outcome(MEM_LIMIT_EXCEEDED, "the app ran out of memory; " + memory);
  }
}
