package net.boincwrapper.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.powercut.Moment.After;
import net.boincwrapper.powercut.guest.CarelessApp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task in a machine whose power is cut, again and again, at any moment; see {@code
 * src/test/power-cut/README.md}.
 */
@Tag("virtual-machine")
@WithEngine
class PowerCutIT {
  private static final int CUTS = Integer.getInteger("power-cut.cuts", 5);
  private static final long SEED = Long.getLong("power-cut.seed", System.nanoTime() % 100_000);

  /** More than the task gets on between as many cuts. */
  private static final int STEPS = 6 * CUTS;

  private static final Duration LAST_LIFE_LIMIT = Duration.ofMinutes(10);

  private final Random chance = new Random(SEED);
  private final Demands demands = new Demands();

  @TempDir private Path directory;

  private int life;
  private MachineFiles files;
  private Path platter;
  private Path payload;

  @Test
  void theTaskGoesOnFromItsLastCheckpointAfterEachCut() throws IOException {
    say("seed %d, %d cuts and one at the end", SEED, CUTS);
    files = MachineFiles.prepare();
    platter = files.copyOfDisk(directory);
    payload = payload();
    for (int cut = 1; cut <= CUTS; cut++) {
      liveUntil(Moment.any(chance));
    }
    liveUntil(Moment.after(After.END, chance));
    liveToTheEnd();
    assertThat(Shell.run("/sbin/e2fsck", "-f", "-n", platter.toString()))
        .as("the machine's file system")
        .extracting(Shell.Result::status)
        .isEqualTo(0);
  }

  private void liveUntil(Moment moment) throws IOException {
    try (Transcript said = transcript();
        Machine machine = Machine.switchOn(files, platter, payload, said)) {
      moment.await(machine, said);
      VolatileDisk.Cut cut = machine.cutPower(chance);
      say("life %d: %s: power cut %s: %s", life, demands.meet(said), moment, cut);
    }
  }

  private void liveToTheEnd() throws IOException {
    try (Transcript said = transcript();
        Machine machine = Machine.switchOn(files, platter, payload, said)) {
      machine.awaitOff(LAST_LIFE_LIMIT);
      say("life %d: %s: switched off", life, demands.meet(said));
      assertThat(said.all("exit")).as(said.toString()).last().isEqualTo("0");
      assertThat(said.all("result")).as(said.toString()).containsExactly(CarelessApp.result(STEPS));
    }
  }

  private Transcript transcript() throws IOException {
    life++;
    return new Transcript(MachineFiles.CACHE.resolve("life-" + life + ".log"));
  }

  private Path payload() throws IOException {
    Path file = directory.resolve("payload.tar");
    try (Payload payload = new Payload(file)) {
      String classPath = payload.programAndTests();
      payload.run(
          """
          exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -cp '%s' \\
            -Ddocker-wrapper.jar=%s/program.jar \\
            net.boincwrapper.powercut.guest.ClientInGuest %d '[checkpoint]\n%s\n' 2>&1
          """
              .formatted(classPath, Payload.PLACE, STEPS, CarelessApp.CHECKPOINT_FILES));
    }
    return file;
  }

  private static void say(String format, Object... values) {
    System.out.println("power-cut: " + String.format(format, values));
  }
}
