package net.boincwrapper.task;

import java.io.PrintStream;
import net.boincwrapper.plan.TaskArguments;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.slot.SlotLayout;

/**
 * What a task is started with.
 *
 * @param slot the slot directory, absolute
 * @param arguments those of the command line
 * @param config name of the job's description in the slot ({@code --config})
 * @param dockerfile name of the image's recipe in the slot ({@code --dockerfile})
 * @param verbosity 0, 1 ({@code --verbose}) or 2; the job may ask for more
 * @param sporadic whether the app and the client negotiate when to compute ({@code --sporadic})
 * @param simulated whether a dry run has started it, which may do without a GPU
 * @param engines finds the engine
 * @param onProgress run when the task first makes progress: whoever counts failures in a row starts
 *     anew
 * @param stderr for lines that people read; {@code stderr.txt} under a client
 * @param policy where the policy of the host's owner comes from
 */
public record TaskSetup(
    SlotLayout slot,
    TaskArguments arguments,
    String config,
    String dockerfile,
    int verbosity,
    boolean sporadic,
    boolean simulated,
    EngineSource engines,
    Runnable onProgress,
    PrintStream stderr,
    PolicySource policy) {

  /** On a host whose owner has decided nothing. */
  TaskSetup(
      SlotLayout slot,
      TaskArguments arguments,
      String config,
      String dockerfile,
      int verbosity,
      boolean sporadic,
      boolean simulated,
      EngineSource engines,
      Runnable onProgress,
      PrintStream stderr) {
    this(
        slot,
        arguments,
        config,
        dockerfile,
        verbosity,
        sporadic,
        simulated,
        engines,
        onProgress,
        stderr,
        PolicySource.none());
  }
}
