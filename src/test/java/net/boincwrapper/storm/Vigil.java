package net.boincwrapper.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.TaskHarness;

/**
 * Looks all the time at what the client is told and at what lies in the slot for it, and notes what
 * must never be.
 */
final class Vigil implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(25);

  /** The wrapper prints six decimals. */
  private static final double ROUNDING = 2e-6;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final TaskHarness task;
  private final SealedSteps sealed;
  private final Thread thread = new Thread(this::watch, "vigil");
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Set<Double> sealedCpuSeconds = new TreeSet<>(Set.of(0.0));
  private final long begun = System.nanoTime();
  private volatile RunningWrapper wrapper;
  private volatile boolean mayFinish;
  private volatile boolean over;

  Vigil(TaskHarness task, SealedSteps sealed, RunningWrapper wrapper) {
    this.task = task;
    this.sealed = sealed;
    this.wrapper = wrapper;
    thread.setDaemon(true);
    thread.start();
  }

  /** The next one of the task. */
  void follow(RunningWrapper next) {
    wrapper = next;
  }

  /** From now on a finish file is no lie. */
  void mayFinish() {
    mayFinish = true;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** A watch that ended by itself would let everything pass. */
  private void watch() {
    try {
      look();
    } catch (RuntimeException | AssertionError e) {
      complaints.add("the watch itself has failed: " + e);
    }
  }

  private void look() {
    double known = 0;
    while (!over) {
      double told = told();
      if (told != known) {
        checkIsSealed(told);
        known = told;
      }
      checkCpuTime();
      checkControlFiles();
      Eventually.pass(LOOK);
    }
  }

  /** A task cannot have used more than the host has. */
  private void checkCpuTime() {
    double most = PROCESSORS * (System.nanoTime() - begun) / 1e9;
    wrapper
        .client()
        .lastStatus()
        .filter(status -> status.cpuSeconds() > most)
        .ifPresent(status -> complaints.add("after less than " + most + " s of CPU: " + status));
  }

  private double told() {
    return wrapper.client().lastStatus().map(AppStatus::checkpointCpuSeconds).orElse(0.0);
  }

  /** What was told before is sealed no longer when enough others were sealed after it. */
  private void checkIsSealed(double told) {
    sealed.all().forEach(one -> sealedCpuSeconds.add(one.cpuSeconds()));
    if (sealedCpuSeconds.stream().noneMatch(s -> Math.abs(s - told) < ROUNDING) && told == told()) {
      complaints.add("told of a checkpoint at " + told + " s; sealed are " + sealedCpuSeconds);
    }
  }

  private void checkControlFiles() {
    if (!mayFinish && Files.exists(task.slot().finish())) {
      complaints.add("there is a finish file while the app has not ended");
    }
    if (Files.exists(task.slot().temporaryExit())) {
      try {
        checkTemporaryExit(Files.readString(task.slot().temporaryExit()));
      } catch (IOException e) {
        // The client has removed it.
      }
    }
  }

  /** As {@code client/app_control.cpp:temporary_exit_file_present} reads it. */
  private void checkTemporaryExit(String content) {
    if (!content.matches("\\d{1,5}\n[^\n]+\n")) {
      complaints.add("the client would misread boinc_temporary_exit: \"" + content + "\"");
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
