package net.boincwrapper.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ClientVersion;
import net.boincwrapper.slot.record.InitData.HostInfo;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.machine.WayOut;

/**
 * A task without a client ({@code docker-wrapper run}): as with docker_wrapper, the project's
 * directory is {@code ./project} and the name of everything is {@code boinc} ({@code
 * samples/docker_wrapper/docker_wrapper.cpp:main}).
 */
final class Standalone {
  private static final String NAME = "boinc";

  private Standalone() {}

  /** What a client would say if it had nothing special to ask for. */
  static InitData init(SlotLayout slot, double cpus) {
    Path project = slot.directory().resolve("project");
    int processors = Runtime.getRuntime().availableProcessors();
    return new InitData(
        ClientVersion.NONE,
        NAME,
        Optional.empty(),
        project,
        slot.ownDirectory(),
        NAME,
        NAME,
        0,
        OptionalLong.empty(),
        0,
        0,
        60,
        Optional.empty(),
        OptionalInt.empty(),
        cpus,
        OptionalLong.empty(),
        OptionalLong.empty(),
        new HostInfo(processors, 0, Optional.empty()),
        Optional.empty(),
        100,
        true,
        List.of());
  }

  /**
   * How the task has left.
   *
   * @param signal the first signal that came; empty: none
   * @param rejected whether the job cannot run as it is
   * @param paused whether the last request was to pause the container
   */
  static StandaloneEnd end(WayOut way, String signal, boolean rejected, boolean paused) {
    if (way instanceof WayOut.Finish finish) {
      Outcome outcome = finish.outcome();
      return rejected
          ? new StandaloneEnd.Rejected(outcome.message())
          : new StandaloneEnd.Finished(outcome.status(), outcome.message());
    }
    if (!signal.isEmpty()) {
      return new StandaloneEnd.Stopped(signal, paused && !(way instanceof WayOut.Aborted));
    }
    return way instanceof WayOut.Postpone later
        ? new StandaloneEnd.Postponed(later.delay(), later.reason())
        : new StandaloneEnd.Postponed(Optional.empty(), "the task was left, and can go on");
  }
}
