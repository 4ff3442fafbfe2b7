package net.boincwrapper.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A template is a folder that stands alone, so what two of them share is in both; it must not drift
 * apart.
 */
class SharedTemplateFilesTest {
  private static final Path TEMPLATES = Path.of("job-templates");

  @Test
  void theAppOfGpuCudaIsThatOfQiskitAer() throws IOException {
    List<Path> app = app("qiskit-aer");

    assertThat(app).hasSizeGreaterThan(5);
    assertThat(app("gpu-cuda")).containsExactlyElementsOf(app);
    for (Path file : app) {
      assertThat(TEMPLATES.resolve("gpu-cuda").resolve(file))
          .hasSameBinaryContentAs(TEMPLATES.resolve("qiskit-aer").resolve(file));
    }
  }

  @Test
  void mpiAndSparseStateReadCircuitsByTheSameFile() {
    assertThat(TEMPLATES.resolve("mpi/circuit.py"))
        .hasSameBinaryContentAs(TEMPLATES.resolve("sparse-state/circuit.py"));
  }

  private static List<Path> app(String template) throws IOException {
    try (Stream<Path> files = Files.list(TEMPLATES.resolve(template))) {
      return files
          .map(Path::getFileName)
          .filter(name -> name.toString().matches(".*\\.(py|qasm)"))
          .sorted()
          .toList();
    }
  }
}
