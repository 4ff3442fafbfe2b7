package net.boincwrapper.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The template gpu-cuda has the app of qiskit-aer: its image alone says that a GPU is wanted. */
class GpuTemplateTest {
  private static final Path TEMPLATES = Path.of("job-templates");

  @Test
  void itsAppIsThatOfQiskitAer() throws IOException {
    List<Path> app = app("qiskit-aer");

    assertThat(app).hasSizeGreaterThan(5);
    assertThat(app("gpu-cuda")).containsExactlyElementsOf(app);
    for (Path file : app) {
      assertThat(TEMPLATES.resolve("gpu-cuda").resolve(file))
          .hasSameBinaryContentAs(TEMPLATES.resolve("qiskit-aer").resolve(file));
    }
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
