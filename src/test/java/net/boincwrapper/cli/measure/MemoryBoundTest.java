package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.boincwrapper.cli.folder.JobFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryBoundTest {
  private final Path job = Jimfs.newFileSystem(Configuration.unix()).getPath("/home/author/job");

  private RunBounds bounds(String description, String bound) throws IOException {
    Files.createDirectories(job);
    Files.writeString(
        job.resolve("job.toml"),
        "image_name = \"debian\"\n" + description.replace(";", "\n") + "\n");
    Files.writeString(
        job.resolve("in.xml"),
        "<workunit><rsc_memory_bound>" + bound + "</rsc_memory_bound></workunit>");
    return RunBounds.of(JobFolder.read(job, "job.toml", "Dockerfile"), 5e9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [limits];memory = "240m"      | 4.2e8 | [limits] memory         | 251658240
          [limits];memory = "240m"      | 2e8   | rsc_memory_bound        | 200000000
          create_args = "--memory 240m" | 4.2e8 | --memory in create_args | 251658240
          # neither                     | 4.2e8 | rsc_memory_bound        | 420000000
          """)
  void theSmallerOneCounts(String description, String bound, String name, long bytes)
      throws IOException {
    MemoryBound memory = bounds(description, bound).memory();

    assertThat(memory.name()).isEqualTo(name);
    assertThat(memory.bytes()).isEqualTo(bytes);
  }

  @Test
  void itIsShownAndWhatComesNearToItIsTold() throws IOException {
    assertThat(seen(240L << 20))
        .isEqualTo("240.0 MiB at most of 240.0 MiB ([limits] memory), which is near");
    assertThat(seen(200L << 20)).isEqualTo("200.0 MiB at most of 240.0 MiB ([limits] memory)");
    assertThat(seen(241L << 20)).isEqualTo("241.0 MiB at most, ABOVE 240.0 MiB ([limits] memory)");
  }

  private String seen(long bytes) throws IOException {
    Measured measured =
        new Measured(
            bounds("[limits];memory = \"240m\"", "4.2e8"),
            Duration.ofSeconds(1),
            Reading.NOTHING,
            List.of(),
            List.of());
    return UsageLines.of(measured, bytes).get("memory seen");
  }
}
