package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.display.ProgressDisplay;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.measure.ClientLimits;
import net.boincwrapper.cli.measure.Gauge;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.measure.RunMeter;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's file is mapped, so it is a real one; time passes as fast as it can. */
class SimulatedRunTest {
  private static final double FLOPS = 1e9;

  @TempDir private Path directory;
  private final FakeHostClock clock = new FakeHostClock();
  private JobFolder folder;
  private int launches;
  private String said = "";

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(directory.resolve("job.toml"), "image_name = \"debian\"\n");
    Files.writeString(directory.resolve("big"), "x".repeat(5000));
    folder = JobFolder.read(directory, "job.toml", "Dockerfile");
  }

  @Test
  void aTaskThatRunsLongerThanItsBoundEndsWith197() throws Exception {
    Duration begin = clock.passed();

    RunSummary summary = run(new RunBounds(150 * FLOPS, FLOPS, 1, 1_000_000, "in.xml", "out.xml"));

    assertThat(summary.ending()).isEqualTo(Ending.FAILED);
    assertThat(summary.exitCode()).isEqualTo(197);
    assertThat(summary.reason())
        .startsWith("the client aborted it, because it ran longer than 2:30");
    // It did not obey, so it was killed a minute later.
    assertThat(clock.passed().minus(begin).toSeconds()).isBetween(210L, 212L);
    assertThat(summary.usage().measured().elapsed().toSeconds()).isEqualTo(150);
    assertThat(launches).isEqualTo(1);
  }

  @Test
  void aTaskWhoseSlotIsTooBigEndsWith196WithinSeconds() throws Exception {
    RunSummary summary = run(new RunBounds(1e15, FLOPS, 1, 4000, "in.xml", "out.xml"));

    assertThat(summary.exitCode()).isEqualTo(196);
    assertThat(summary.usage().measured().elapsed().toSeconds()).isLessThan(3);
  }

  @Test
  void anAppThatShowsNoSignOfLifeForTenMinutesEndsTheRun() throws Exception {
    said = "2026-11-29 12:00:00 docker-wrapper: starting container 4d4da39c43d9\n";

    RunSummary summary = run(new RunBounds(1e15, FLOPS, 1, 1L << 30, "in.xml", "out.xml"));

    assertThat(summary.ending()).isEqualTo(RunSummary.Ending.HUNG);
    assertThat(summary.reason())
        .isEqualTo(
            "for 10:00 there was no progress, no CPU time and no output (--patience allows more)."
                + " On a volunteer's host, [progress] timeout ends an app that hangs");
    assertThat(launches).isEqualTo(1);
  }

  private RunSummary run(RunBounds bounds) throws IOException, InterruptedException {
    ScratchTree tree =
        new ScratchTree(
            folder,
            directory.resolve("root"),
            directory.resolve("kept"),
            RunUser.ofThisProcess(),
            this::launch);
    tree.setUp();
    InitData init = SimulatedHost.initData(tree, SimulatedTask.fresh("w"), 1, 60);
    Gauge gauge = Gauge.ofDisk(tree.slot().directory(), List.of());
    DeclaredFiles files = DeclaredFiles.of(folder.job().job().orElseThrow());
    return new SimulatedRun(
            new SimulatedRun.Setup(
                tree,
                init,
                List.of(),
                new Interruptions(List.of()),
                new Disturbance(
                    new FakeEngine(),
                    tree,
                    files,
                    Optional.empty(),
                    Optional.empty(),
                    clock,
                    why -> {}),
                false,
                () -> false,
                RunWatcher.NOBODY,
                new RunMeter(new ClientLimits(bounds, 1L << 40), gauge, Runnable::run, clock),
                new Patience(clock, Duration.ofMinutes(10), () -> ""),
                new SlotWatch(tree, folder.job().job().orElseThrow(), clock),
                clock,
                Optional.empty()),
            ProgressDisplay.silent())
        .run();
  }

  private Process launch(SlotLayout slot, List<String> arguments, Map<String, String> environment)
      throws IOException {
    launches++;
    Files.writeString(slot.stderr(), said);
    return new FakeProcess(clock);
  }
}
