package net.boincwrapper.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.SealedSteps.Sealed;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.storm.Starts.Start;
import net.boincwrapper.storm.StormReport.Cost;

/**
 * One task, interrupted again and again in ways and at moments that its seed decides, and then left
 * to end. What must hold at any time is checked on the way.
 */
final class StormTask implements AutoCloseable {
  private static final int LAUNCHES_TO_THE_END = 6;
  private static final boolean TELL = Boolean.getBoolean("storm.tell");

  /** Ten starts in a row without progress end a task, as they should. */
  private static final int INTERRUPTIONS_WITHOUT_SEAL = 4;

  private final TaskHarness task;
  private final Random random;
  private final StormReport report;
  private final SealedSteps sealed;
  private final Starts starts;
  private final List<String> story = new ArrayList<>();
  private RunningWrapper wrapper;
  private Vigil vigil;

  /** Whether the app was seen since the last interruption. */
  private boolean seen;

  /** The newest step that no interruption may cost any more. */
  private long guarded;

  private int startsChecked;
  private int withoutSeal;

  StormTask(TaskHarness task, long seed, StormReport report) throws IOException {
    this.task = task;
    this.random = new Random(seed);
    this.report = report;
    this.sealed = new SealedSteps(task);
    this.starts = new Starts(task);
    StormApp app = StormApp.drawn(random);
    task.initData("checkpoint_period", "0.5").job(app.job()).app(app.script());
    story.add("seed " + seed + ": " + app);
  }

  /** What an interruption has met. */
  private record Before(long step, long signs) {}

  /** Runs it from its first launch to its result. */
  void run(int interruptions) throws IOException {
    try {
      launch();
      awaitSeal();
      for (int i = 0; i < interruptions; i++) {
        interrupt(Interruption.drawn(random));
      }
      end();
      if (TELL) {
        System.out.println(String.join("\n", story) + "\n" + task.stderr());
      }
    } catch (AssertionError | IOException | RuntimeException e) {
      throw new AssertionError(
          e.getMessage() + "\n" + String.join("\n", story) + "\n" + task.stderr(), e);
    }
  }

  private void launch() throws IOException {
    wrapper = task.launch("--verbose");
    if (vigil == null) {
      vigil = new Vigil(task, sealed, wrapper);
    }
    vigil.follow(wrapper);
  }

  private void interrupt(Interruption kind) throws IOException {
    boolean early = kind.atAnyMoment() && !seen;
    if (!early) {
      awaitSteps();
      if (withoutSeal >= INTERRUPTIONS_WITHOUT_SEAL) {
        awaitSeal();
      }
    }
    Eventually.pass(Duration.ofMillis(random.nextInt(early ? 1500 : 2500)));
    settle();
    isLaunchedAgain();
    Before before = new Before(starts.stepNow(), starts.signs());
    story.add(
        "%s%s at step %d, sealed is %d"
            .formatted(kind, early ? " early" : "", before.step(), guarded));
    assertThat(wrapper.process().isAlive()).as("the wrapper runs").isTrue();
    new Blow(task, wrapper, sealed, random).strike(kind);
    report.happened(kind);
    withoutSeal++;
    goOn(kind, before);
  }

  /** Sees the app run again, or does not wait for that, and lets the next one come early. */
  private void goOn(Interruption kind, Before before) throws IOException {
    long reached = Math.max(before.step(), starts.stepNow());
    long since = System.nanoTime();
    boolean alone = seen; // else some of the cost is of the one before
    seen = false;
    if (kind == Interruption.CHECKPOINT_TORN) {
      guarded = sealed.newest().map(Sealed::step).orElse(0L);
    }
    if (!wrapper.process().isAlive()) {
      assertThat(task.slot().finish()).doesNotExist();
      launch();
    }
    if (random.nextInt(3) > 0) {
      await(
          "the app runs again",
          () ->
              starts.signs() > before.signs()
                  || (kind == Interruption.SUSPENDED && starts.stepNow() != reached));
      seen = true;
      Duration resume = Duration.ofNanos(System.nanoTime() - since);
      boolean anew = starts.all().size() > startsChecked;
      settle();
      if (alone) {
        report.cost(kind, new Cost(anew ? lost(reached) : 0, resume));
      }
    }
  }

  private long lost(long reached) throws IOException {
    List<Start> all = starts.all();
    return Math.max(0, reached - all.get(all.size() - 1).step());
  }

  /** Judges the app's starts since the last time: none was given less than was sealed before. */
  private void settle() throws IOException {
    long newest = sealed.newest().map(Sealed::step).orElse(0L);
    List<Start> all = starts.all();
    for (Start start : all.subList(startsChecked, all.size())) {
      assertThat(start.step()).as("step at which the app resumed").isGreaterThanOrEqualTo(guarded);
      assertThat(start.step() == 0 || start.resumed().equals("1")).as(start.toString()).isTrue();
      story.add("  the app resumed at " + start.step());
    }
    startsChecked = all.size();
    assertThat(starts.complaints()).isEmpty();
    assertThat(vigil.complaints()).isEmpty();
    if (newest > guarded) {
      guarded = newest;
      withoutSeal = 0;
    }
  }

  private double cpuSeconds() {
    return wrapper.client().lastStatus().map(AppStatus::cpuSeconds).orElse(0.0);
  }

  private void await(String what, Callable<Boolean> condition) {
    RunningWrapper asked = wrapper;
    asked.await(what, () -> condition.call() || isLaunchedAgain());
    if (wrapper != asked) {
      await(what, condition);
    }
  }

  /** A container that is removed twice in a row is made good later: the client starts us again. */
  private boolean isLaunchedAgain() throws IOException {
    if (wrapper.process().isAlive()
        || !task.read(SlotLayout.TEMPORARY_EXIT).contains("somebody removed it")) {
      return false;
    }
    launch();
    return true;
  }

  private void awaitSteps() throws IOException {
    long step = starts.stepNow();
    await("the app runs", () -> starts.stepNow() != step);
    seen = true;
  }

  private void awaitSeal() throws IOException {
    long generation = sealed.newest().map(Sealed::generation).orElse(0);
    await(
        "another sealed checkpoint",
        () -> sealed.newest().filter(one -> one.generation() > generation).isPresent());
    seen = true;
    settle();
    withoutSeal = 0;
  }

  /** Lets the app end, and perhaps interrupts that too. */
  private void end() throws IOException {
    vigil.mayFinish();
    task.file("enough", "");
    if (random.nextBoolean()) {
      Eventually.pass(Duration.ofMillis(random.nextInt(1500)));
      Interruption kind = Interruption.drawnForTheEnd(random);
      story.add(kind + " at the end");
      new Blow(task, wrapper, sealed, random).strike(kind);
      report.happened(kind);
    }
    for (int launches = 0; !hasFinished(); launches++) {
      assertThat(launches).as("launches until the task ends").isLessThan(LAUNCHES_TO_THE_END);
      launch();
    }
    settle();
    assertRightResult();
    report.ended(starts.stepNow(), cpuSeconds());
  }

  /** Waits for the wrapper's end, unless it was that already. */
  private boolean hasFinished() throws IOException {
    if (wrapper.process().isAlive()) {
      assertThat(wrapper.awaitExit()).as("exit status").isZero();
    }
    return Files.exists(task.slot().finish());
  }

  private void assertRightResult() throws IOException {
    assertThat(task.slot().finish()).hasContent("0\n");
    assertThat(task.slot().temporaryExit()).doesNotExist();
    assertThat(task.containers()).isEmpty();
    String[] result = task.read("result.txt").strip().split(" ");
    assertThat(result).as("result.txt").hasSize(2);
    assertThat(Long.parseLong(result[1]))
        .as("value after %s steps", result[0])
        .isEqualTo(StormApp.value(Long.parseLong(result[0])));
  }

  @Override
  public void close() {
    if (vigil != null) {
      vigil.close();
    }
    task.close();
  }
}
