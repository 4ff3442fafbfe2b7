package net.boincwrapper.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.powercut.Moment.After;
import net.boincwrapper.powercut.VolatileDisk.Cut;
import net.boincwrapper.powercut.guest.CarelessApp;
import net.boincwrapper.powercut.guest.ClientInGuest;
import net.boincwrapper.virtual.Payload;
import net.boincwrapper.virtual.Transcript;
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

  private static final Duration LAST_LIFE_LIMIT = Duration.ofMinutes(10);

  private final Demands demands = new Demands();

  @TempDir private Path directory;

  private int life;
  private MachineFiles files;
  private List<Path> platters;

  @Test
  void theTaskGoesOnFromItsLastCheckpointAfterEachCut() throws IOException {
    say("seed %d, %d cuts and one at the end", SEED, CUTS);
    files = MachineFiles.prepare();
    platters = List.of(files.copyOfDisk(directory), MachineFiles.emptyDisk(directory));
    Path goingOn = payload("going-on.tar", false);
    Path ending = payload("ending.tar", true);
    for (int cut = 1; cut <= CUTS; cut++) {
      liveUntil(goingOn, Moment.any(chance()));
    }
    liveUntil(ending, Moment.after(After.END, chance()));
    liveToTheEnd(ending);
    platters.forEach(disk -> Shell.succeed("/sbin/e2fsck", "-f", "-n", disk.toString()));
  }

  /** The same in the same life of another run, however much chance the lives before it took. */
  private Random chance() {
    return new Random(new SplittableRandom(31 * SEED + life).nextLong());
  }

  private void liveUntil(Path payload, Moment moment) throws IOException {
    try (Transcript said = transcript();
        Machine machine = Machine.switchOn(files, payload, platters, said)) {
      moment.await(machine, said);
      Cut cut = machine.cutPower(chance());
      say("life %d: %s: power cut %s: %s", life, demands.meet(said), moment, cut);
    }
  }

  private void liveToTheEnd(Path payload) throws IOException {
    try (Transcript said = transcript();
        Machine machine = Machine.switchOn(files, payload, platters, said)) {
      machine.awaitOff(LAST_LIFE_LIMIT);
      say("life %d: %s: switched off", life, demands.meet(said));
      assertThat(said.all("exit")).as(said.toString()).last().isEqualTo("0");
      assertThat(said.all("result")).as(said.toString()).singleElement().satisfies(this::isRight);
    }
  }

  private void isRight(String result) {
    int steps = Integer.parseInt(result.split(" ", 2)[0]);
    assertThat(result).isEqualTo(CarelessApp.result(steps));
  }

  private Transcript transcript() throws IOException {
    life++;
    return new Transcript(MachineFiles.CACHE.resolve("life-" + life + ".log"));
  }

  private Path payload(String name, boolean mayEnd) throws IOException {
    Path file = directory.resolve(name);
    try (Payload payload = new Payload(file)) {
      String classPath = payload.programAndTests();
      payload.run(
          """
          mkdir -p %s && mount /dev/vdc %s
          java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -cp '%s' \\
            -Ddocker-wrapper.jar=%s/program.jar \\
            net.boincwrapper.powercut.guest.ClientInGuest %s '[checkpoint]\n%s\n' 2>&1
          umount %s
          """
              .formatted(
                  ClientInGuest.DIRECTORY,
                  ClientInGuest.DIRECTORY,
                  classPath,
                  Payload.PLACE,
                  mayEnd,
                  CarelessApp.CHECKPOINT_FILES,
                  ClientInGuest.DIRECTORY));
    }
    return file;
  }

  private static void say(String format, Object... values) {
    System.out.println("power-cut: " + String.format(format, values));
  }
}
