package net.boincwrapper.cli.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Circuits with what is known of them, those that are wrong, and those that Qiskit has counted. */
class CircuitCasesTest {
  private static final Path CASES = Path.of("src/test/resources/net/boincwrapper/cli/circuit");

  static List<CircuitCase> right() throws IOException {
    return CircuitCase.read(CASES.resolve("right.txt"));
  }

  static List<CircuitCase> wrong() throws IOException {
    return CircuitCase.read(CASES.resolve("wrong.txt"));
  }

  @ParameterizedTest
  @MethodSource
  void right(CircuitCase circuit) throws Exception {
    CircuitFile.Reading reading = read(circuit);

    assertThat(reading.problems()).isEmpty();
    List<String> figures = new ArrayList<>();
    for (String expected : circuit.expected()) {
      figures.add(figure(reading.circuit(), expected.split(" ")[0]));
    }
    assertThat(figures).isEqualTo(circuit.expected());
  }

  @ParameterizedTest
  @MethodSource
  void wrong(CircuitCase circuit) throws Exception {
    CircuitFile.Reading reading = read(circuit);

    assertThat(reading.problems().stream().map(Object::toString))
        .containsExactlyElementsOf(circuit.expected());
    assertThat(reading.circuit().gates().value()).isEmpty();
  }

  private static CircuitFile.Reading read(CircuitCase circuit) throws IOException {
    try (FileSystem system = Jimfs.newFileSystem(Configuration.unix())) {
      return circuit.reading(Files.createDirectory(system.getPath("/job")));
    }
  }

  private static String figure(Circuit circuit, String name) throws ReflectiveOperationException {
    RecordComponent component =
        Arrays.stream(Circuit.class.getRecordComponents())
            .filter(each -> each.getName().equals(name))
            .findAny()
            .orElseThrow(() -> new AssertionError("there is no figure " + name));
    return name + " " + component.getAccessor().invoke(circuit);
  }
}
