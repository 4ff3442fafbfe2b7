package net.boincwrapper.cli.circuit;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.boincwrapper.cli.circuit.syntax.CircuitProblem;
import net.boincwrapper.slot.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitFileTest {
  private static final String BELL =
      """
      OPENQASM 3;
      include "stdgates.inc";
      qubit[2] q;
      h q[0];
      cx q[0], q[1];
      """;

  private FileSystem system;
  private Path job;

  @BeforeEach
  void makeTheJobsDirectory() throws IOException {
    system = Jimfs.newFileSystem(Configuration.unix());
    job = Files.createDirectory(system.getPath("/job"));
  }

  @AfterEach
  void close() throws IOException {
    system.close();
  }

  private CircuitFile.Reading read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private CircuitFile.Reading read(byte[] bytes) throws IOException {
    Files.write(job.resolve("circuit.qasm"), bytes);
    return CircuitFile.read(job, system.getPath("circuit.qasm"));
  }

  private Circuit circuit(String text) throws IOException {
    CircuitFile.Reading reading = read(text);
    assertThat(reading.problems()).isEmpty();
    return reading.circuit();
  }

  @Test
  void theHashIsThatOfAllBytes() throws IOException {
    assertThat(circuit("OPENQASM 3;\n").sha256()).isEqualTo(Sha256.hex("OPENQASM 3;\n"));
    String broken = BELL + "}}} ??? /* never closed";
    assertThat(read(broken).circuit().sha256()).isEqualTo(Sha256.hex(broken));
  }

  @Test
  void linesMayEndAsOnWindowsAndAMarkMayComeFirst() throws IOException {
    Circuit plain = circuit(BELL);
    Circuit windows = circuit("\uFEFF" + BELL.replace("\n", "\r\n"));

    assertThat(windows.gates()).isEqualTo(plain.gates());
    assertThat(windows.dialect()).isEqualTo(plain.dialect());
    assertThat(windows.sha256()).isNotEqualTo(plain.sha256());
    assertThat(read("\uFEFFOPENQASM 3;\r\nqubit q;\r\nx q;\r\n").problems())
        .extracting(Object::toString)
        .containsExactly(
            "circuit.qasm:3:1: the gate x is not declared; include \"stdgates.inc\" first");
  }

  @Test
  void columnsAreThoseOfCharactersAndNotOfBytes() throws IOException {
    assertThat(read("qubit 𝜓; /* é𝜓 */ x 𝜓;").problems())
        .extracting(problem -> problem.place().column())
        .containsExactly(19);
  }

  @Test
  void aFileIsACircuitByItsNameOrByItsFirstWord() throws IOException {
    Files.writeString(job.resolve("a.qasm"), "whatever");
    Files.writeString(job.resolve("b.txt"), "// a circuit\nOPENQASM 2.0;\n");
    Files.writeString(job.resolve("c.txt"), "the word OPENQASM comes later\n");
    Files.write(job.resolve("d.bin"), new byte[] {0, 1, 2, -1, -128, 127});

    assertThat(CircuitFile.isCircuit(job.resolve("a.qasm"))).isTrue();
    assertThat(CircuitFile.isCircuit(job.resolve("b.txt"))).isTrue();
    assertThat(CircuitFile.isCircuit(job.resolve("c.txt"))).isFalse();
    assertThat(CircuitFile.isCircuit(job.resolve("d.bin"))).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsTheCallersMatter() {
    assertThatThrownBy(() -> CircuitFile.read(job, system.getPath("nope.qasm")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aLinkOutOfTheJobsDirectoryIsNotFollowed() throws IOException {
    Files.writeString(system.getPath("/secret.inc"), "gate g a { U(0, 0, 0) a; }");
    Files.createSymbolicLink(job.resolve("in.inc"), system.getPath("/secret.inc"));

    assertThat(read("include \"in.inc\";").problems())
        .extracting(CircuitProblem::message)
        .containsExactly("in.inc is outside of the job's directory; put it beside the circuit");
  }

  @Test
  void knownCircuitsHaveTheCountsThatTheirFormulasSay() throws IOException {
    Circuit ghz = circuit(Circuits.ghz(50));
    assertThat(ghz.gates()).hasToString("50");
    assertThat(ghz.depth()).hasToString("51");
    assertThat(ghz.clifford()).hasToString("true");

    Circuit qft = circuit(Circuits.qft(30));
    assertThat(qft.elementary()).hasToString("{1=30, 2=435}");
    assertThat(qft.depth()).hasToString("59");
    assertThat(qft.clifford()).hasToString("false");

    Circuit mirror = circuit(Circuits.mirror(30));
    assertThat(mirror.gates()).hasToString("930");
    assertThat(mirror.measurements()).hasToString("30");

    Circuit ising = circuit(Circuits.ising(20, 100));
    assertThat(ising.gates()).hasToString("3900");
    assertThat(ising.elementary()).hasToString("{1=3900, 2=3800}");
    assertThat(ising.depth()).hasToString("300");

    Circuit volume = circuit(Circuits.volume(20, 20, 1));
    assertThat(volume.elementary()).hasToString("{1=400, 2=200}");
    assertThat(volume.depth()).hasToString("40");
  }

  @Test
  void aLongFileOfManyQubitsIsReadPieceByPiece() throws IOException {
    Circuit volume = circuit(Circuits.volume(2000, 30, 1));

    assertThat(volume.qubits()).hasToString("2000");
    assertThat(volume.gates()).hasToString("90000");
    assertThat(volume.depth()).hasToString("60");
  }

  @Test
  void whatIsNestedTooDeeplyIsAProblemAndNoCrash() throws IOException {
    int deep = 100_000;
    for (String text :
        List.of(
            "qubit q; U(" + "(".repeat(deep) + "1" + ")".repeat(deep) + ", 0, 0) q;",
            "qubit q; U(" + "-".repeat(deep) + "1, 0, 0) q;",
            "qubit q; U(1" + "+1".repeat(deep) + ", 0, 0) q;",
            "{".repeat(deep) + "}".repeat(deep))) {
      assertThat(read(text).problems())
          .extracting(CircuitProblem::message)
          .contains("this statement is nested too deeply to be read; divide it");
    }
  }

  @Test
  void aRegisterLargerThanAnyHostIsStillCounted() throws IOException {
    Circuit circuit = circuit("qubit[1000000000] q; U(0, 0, 0) q;");

    assertThat(circuit.qubits()).hasToString("1000000000");
    assertThat(circuit.gates().value()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rzz(0.1)",
        "rxx(0.1)",
        "ryy(0.1)",
        "rzx(0.1)",
        "iswap",
        "dcx",
        "csx",
        "cs",
        "csdg"
      })
  void theDefinitionThatIsProposedIsOne(String gate) throws IOException {
    String begin = "OPENQASM 3;\ninclude \"stdgates.inc\";\n";
    String use = "qubit[2] q;\n" + gate + " q[0], q[1];\n";

    String problem = read(begin + use).problems().get(0).message();
    assertThat(problem).contains("define it: gate ");
    String definition = problem.substring(problem.indexOf("gate ", problem.indexOf("define")));
    assertThat(read(begin + definition + "\n" + use).problems()).isEmpty();
  }

  @Test
  void noMoreThanAHundredProblemsAreTold() throws IOException {
    String gates = IntStream.range(0, 1000).mapToObj(i -> "x" + i + " q;\n").collect(joining());
    assertThat(read("qubit q;\n" + gates).problems())
        .hasSize(101)
        .last()
        .hasToString("circuit.qasm: more problems follow; these are the first 100");
  }

  @Test
  void whatAShellOfWindowsWritesIsTold() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Files.write(job.resolve("circuit.qasm"), ("\uFEFF" + BELL).getBytes(charset));

      assertThat(CircuitFile.read(job, system.getPath("circuit.qasm")).problems())
          .extracting(Object::toString)
          .containsExactly("circuit.qasm:1:1: this file is UTF-16; save it as UTF-8");
    }
  }

  @Test
  void aNameAsLongAsTheFileIsShortened() throws IOException {
    String text = "qubit " + "a".repeat(100_000) + "; reset " + "b".repeat(100_000) + ";";

    assertThat(read(text).problems())
        .extracting(CircuitProblem::message)
        .allMatch(message -> message.length() < 500 && message.endsWith("b\" is not declared"))
        .hasSize(1);
  }

  @Test
  void definitionsMayBeDeeperThanAnybodysStack() throws IOException {
    StringBuilder text = new StringBuilder("gate g0 a { U(0, 0, 0) a; }\n");
    for (int i = 1; i <= 20_000; i++) {
      text.append("gate g" + i + " a { g" + (i - 1) + " a; }\n");
    }
    Circuit circuit = circuit(text + "qubit q; g20000 q; g90 q;\n");

    assertThat(circuit.elementary()).hasToString("{1=2}");
    assertThat(circuit.clifford().toString()).contains("more than 100 deep");
  }

  @Test
  void placesAreThoseWhereAPersonWouldLook() throws IOException {
    Circuit circuit =
        circuit(
            """
            OPENQASM 3;
            include "stdgates.inc";
            qubit[2] q;
            gate mine a { t a; }
            h q;
            mine q[0];
            qubit r;
            t r;
            measure r;
            """);

    assertThat(circuit.places())
        .hasToString(
            "Places[qubits=circuit.qasm:7:7, gates=circuit.qasm:8:1,"
                + " notClifford=circuit.qasm:6:1]");
    assertThat(circuit("").places().qubits()).hasToString("circuit.qasm");
  }
}
