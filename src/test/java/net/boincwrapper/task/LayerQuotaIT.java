package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.harness.HostFile;
import net.boincwrapper.harness.OwnEngine;
import net.boincwrapper.harness.TaskHarness;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ceiling of a container's own layer, where the engine's file system enforces it. */
class LayerQuotaIT {
  private static final int TOO_MUCH_DISK = 196;
  private static final long CEILING = 64 << 20;

  @TempDir Path directory;

  /**
   * An app that is quicker than the measure (for whose period the client says an hour) is stopped
   * by the file system, and goes on as it likes. At its limit btrfs may refuse to remove a file,
   * too, until it has written down what was there.
   */
  @ParameterizedTest
  @CsvSource({"btrfs, loop", "xfs, 'loop,pquota'"})
  void noMoreCanBeWrittenThanTheOwnerAllows(String fileSystem, String options) throws Exception {
    try (OwnEngine engine = OwnEngine.on(fileSystem, options);
        TaskHarness task = task(engine)) {
      task.initData("checkpoint_period", "3600");
      task.app(
          """
          head -c 300000000 /dev/zero > /var/tmp/much 2> error.txt
          wc -c < /var/tmp/much > written.txt
          for try in 1 2 3 4 5 6 7 8 9 10; do
            rm /var/tmp/much 2>> error.txt && break
            sync; sleep 1
          done
          echo "there is room again" > /var/tmp/less && cp /var/tmp/less room.txt
          exit 3
          """);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(3);

      long written = Long.parseLong(task.read("written.txt").strip());
      System.out.printf(
          "LayerQuotaIT: %s: %d bytes of %d, %s%n",
          fileSystem, written, CEILING, task.read("error.txt").strip());
      assertThat(task.read("error.txt")).containsAnyOf("No space left", "quota exceeded");
      assertThat(written).isBetween(CEILING, 2 * CEILING);
      assertThat(task.read("room.txt")).isEqualTo("there is room again\n");
    }
  }

  /**
   * The file system's limit is a little above the owner's; and without {@code pquota} the engine
   * refuses to set one, and makes the container all the same.
   */
  @ParameterizedTest
  @CsvSource({"btrfs, loop", "xfs, 'loop,pquota'", "xfs, loop"})
  void whoStaysThereIsEndedAndTold(String fileSystem, String options) throws Exception {
    try (OwnEngine engine = OwnEngine.on(fileSystem, options);
        TaskHarness task = task(engine)) {
      task.app(
          """
          head -c 300000000 /dev/zero > /var/tmp/much
          until [ -e enough ]; do sleep 0.1; done
          """);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(TOO_MUCH_DISK);

      assertThat(task.stderr()).contains("64 MiB").contains("/etc/docker-wrapper/host.toml:2");
    }
  }

  private TaskHarness task(OwnEngine engine) throws IOException {
    TaskHarness task = TaskHarness.in(directory).engine(engine.host());
    new HostFile(directory).of(task).write("[limits]\nlayer = \"64m\"\n");
    return task;
  }
}
