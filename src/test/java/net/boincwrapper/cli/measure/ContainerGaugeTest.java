package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerGaugeTest {
  /** Of each container of the fake engine. */
  private static final String PROC = "/proc/4711/";

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final FakeEngine engine = new FakeEngine();
  private final ContainerGauge gauge =
      new ContainerGauge(
          Gauge.ofDisk(files.getPath("/slot"), List.of()),
          engine,
          Map.of("net.boincwrapper.test", "task"),
          files.getPath("/proc"),
          List.of("/fast"));

  @BeforeEach
  void makeHost() throws IOException {
    write("/slot/out", "four");
    write("/proc/self/mountinfo", "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
  }

  @Test
  void beforeThereIsAContainerThereIsOnlyTheSlot() {
    engine.engineDown();

    Reading reading = gauge.read();

    assertThat(reading.diskBytes()).isEqualTo(4);
    assertThat(reading.traffic()).isEmpty();
    assertThat(reading.layer()).isEmpty();
    assertThat(reading.scratch()).isEmpty();
  }

  @Test
  void whatTheContainerWritesOutsideTheSlotIsSeen() throws IOException, EngineException {
    start(100);
    write(
        PROC + "mountinfo",
        "20 1 0:99 / / rw,relatime - overlay overlay rw,lowerdir=/l/1:/l/2,upperdir=/l/up,workdir=/l/w\n");
    write("/l/up/var/tmp/cache", "12345");
    write(PROC + "root/fast/part", "1");

    Reading reading = gauge.read();

    assertThat(reading.layer()).contains(new TreeSize(5, 1, 3));
    assertThat(reading.scratch()).contains(new TreeSize(1, 1, 1));
    assertThat(reading.traffic()).contains(new DiskTraffic(100, 200, 3, 4, true));
  }

  @Test
  void whatWasReadBeforeARestartStillCounts() throws IOException, EngineException {
    String first = start(100);
    gauge.read();
    engine.remove(first);
    Files.delete(files.getPath(PROC + "cgroup"));
    assertThat(gauge.read().traffic()).contains(new DiskTraffic(100, 200, 3, 4, true));

    start(7);

    assertThat(gauge.read().traffic()).contains(new DiskTraffic(107, 400, 6, 8, true));
    assertThat(gauge.read().traffic()).contains(new DiskTraffic(107, 400, 6, 8, true));
  }

  private String start(long readBytes) throws IOException, EngineException {
    engine.addImage(SamplePlans.IMAGE);
    String id = engine.create(SamplePlans.script("task", "true"));
    engine.start(id);
    write(PROC + "cgroup", "0::/docker/" + id + "\n");
    write(
        "/cg/docker/" + id + "/io.stat",
        "8:0 rbytes=" + readBytes + " wbytes=200 rios=3 wios=4 dbytes=0 dios=0\n");
    return id;
  }

  private void write(String name, String text) throws IOException {
    Path file = files.getPath(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
