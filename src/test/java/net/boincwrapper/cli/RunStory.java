package net.boincwrapper.cli;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.cli.rehearse.RunFacts;
import net.boincwrapper.cli.rehearse.RunLog;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.client.AppStatus;

/** Tells a log what a run might have shown, with times in seconds. */
public final class RunStory {
  private final RunLog log = new RunLog();
  private double checkpoint;

  public RunLog log() {
    return log;
  }

  public RunStory launch(double at) {
    log.launched(seconds(at));
    return this;
  }

  public RunStory line(double at, String line) {
    log.said(seconds(at), line);
    return this;
  }

  public RunStory start(double at) {
    return line(at, "starting container 4d4da39c43d9");
  }

  /** The task reports its CPU time, without a fraction done. */
  public RunStory cpu(double at, double cpuSeconds) {
    return report(at, cpuSeconds, OptionalDouble.empty());
  }

  public RunStory fraction(double at, double cpuSeconds, double fraction) {
    return report(at, cpuSeconds, OptionalDouble.of(fraction));
  }

  /** A checkpoint is sealed, and the client told. */
  public RunStory seal(double at, int generation, double cpuSeconds) {
    checkpoint = cpuSeconds;
    line(
        at,
        "sealed checkpoint "
            + generation
            + ": 1 files, 9 bytes, "
            + cpuSeconds
            + " s of CPU time, took 0.0 s");
    return cpu(at + 0.01, cpuSeconds);
  }

  /** The client is told of a checkpoint, by a wrapper that tells no details. */
  public RunStory checkpointed(double at) {
    checkpoint = at;
    return cpu(at, at);
  }

  /** A checkpoint file has a new content, of one byte. */
  public RunStory state(double at, String content) {
    log.seen(seconds(at), "state", true, 1, content);
    return this;
  }

  /** A checkpoint is written under a name of its own. */
  public RunStory numbered(double at, int number) {
    log.seen(seconds(at), "state." + number, true, 1, "n" + number);
    return this;
  }

  /** An output has a new length. */
  public RunStory output(double at, long bytes) {
    log.seen(seconds(at), "out.txt", false, bytes, "#" + bytes + "@" + at);
    return this;
  }

  public RunStory hit(double at, String interrupt) {
    log.interrupted(seconds(at), Interrupt.parse(interrupt));
    return this;
  }

  public RunStory undone(String why) {
    log.undone(why);
    return this;
  }

  public RunStory end(double at) {
    return line(at, "the container has ended, exit code 0: the app ended by itself").left(at + 0.1);
  }

  public RunStory left(double at) {
    log.left(seconds(at));
    return this;
  }

  private RunStory report(double at, double cpuSeconds, OptionalDouble fraction) {
    log.reported(
        seconds(at),
        new AppStatus(
            cpuSeconds, checkpoint, fraction, OptionalLong.empty(), false, OptionalInt.empty()));
    return this;
  }

  /** A run of 20 s on one CPU that begins at second 1 and has checkpoints 5, 10 and 15 s later. */
  public static RunFacts undisturbed() {
    return RunFacts.of(
        new RunStory()
            .launch(0)
            .start(1)
            .seal(6, 1, 5)
            .seal(11, 2, 10)
            .seal(16, 3, 15)
            .cpu(21, 20)
            .end(21)
            .log());
  }

  private static Duration seconds(double time) {
    return Duration.ofMillis(Math.round(time * 1000));
  }
}
