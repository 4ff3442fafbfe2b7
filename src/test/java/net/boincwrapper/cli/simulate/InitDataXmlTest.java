package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.record.InitData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitDataXmlTest {
  @TempDir private Path home;

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Path directory = Files.createDirectories(home.resolve("a & <b>"));
    InitData data = initData(JobFolder.read(directory, "job.toml", "Dockerfile"), 1.5);

    String xml = InitDataXml.write(data, 0, "0123456789abcdef");

    assertThat(InitDataFile.parse(xml.getBytes(StandardCharsets.UTF_8))).isEqualTo(data);
  }

  @Test
  void theCheckpointsCpuTimeIsTheClients() throws Exception {
    InitData data = initData(JobFolder.read(home, "job.toml", "Dockerfile"), 1);

    String xml = InitDataXml.write(data, 12.5, "0123456789abcdef");

    assertThat(InitDataFile.parse(xml.getBytes(StandardCharsets.UTF_8)).checkpointedCpuSeconds())
        .isEqualTo(12.5);
  }

  private static InitData initData(JobFolder folder, double cpus) throws IOException {
    ScratchTree tree = ScratchTree.of(folder);
    return SimulatedHost.initData(folder, tree.project(), SimulatedTask.fresh("job_7"), cpus);
  }
}
