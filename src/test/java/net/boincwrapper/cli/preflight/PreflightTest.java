package net.boincwrapper.cli.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.job.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers try, with circuits whose facts are given. */
class PreflightTest {
  private static final long GIB = 1L << 30;
  private static final String DENSE = "[quantum]\nmethod = \"statevector\"\n";
  private static final String CHECKPOINTS = "[checkpoint]\nfiles = [\"state\"]\n";

  private final FileSystem disk =
      Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(4 * GIB).build());
  private final Path directory = disk.getPath("/job");

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(directory);
    write("Dockerfile", "FROM debian\nCMD [\"sim\"]\n");
  }

  @AfterEach
  void closeTheDisk() throws IOException {
    disk.close();
  }

  @Test
  void whatDoesNotFitIsToldInOneLine() throws IOException {
    write("job.toml", DENSE + "qubits = 34\n");
    write("in.xml", bounds("<rsc_memory_bound>8589934592</rsc_memory_bound>"));

    assertThat(errors())
        .containsExactly(
            "job.toml:3: 34 qubits as a double-precision state vector need 256 GiB; the bound is"
                + " 8 GiB; 28 qubits fit");
  }

  @Test
  void withoutBoundsThoseOfBoincApply() throws IOException {
    write("job.toml", DENSE + "qubits = 25\n" + CHECKPOINTS);

    assertThat(errors())
        .containsExactly(
            "job.toml:3: 25 qubits as a double-precision state vector need 512 MiB; the bound is"
                + " 476.8 MiB, BOINC's default; 24 qubits fit");
    assertThat(warnings())
        .containsExactly(
            "job.toml:3: warning: 2.5 GiB are on disk at once (5 x 512 MiB for checkpoints);"
                + " the bound is 953.6 MiB, BOINC's default, above which the client aborts the task"
                + " (196); write <rsc_disk_bound>4.1e9</rsc_disk_bound>");
  }

  @Test
  void anEstimateAboveTheBoundIsAProposal() throws IOException {
    write("job.toml", DENSE + "qubits = 24\nmemory_base = \"100m\"\nstate_copies = 2\n");

    assertThat(errors()).isEmpty();
    assertThat(warnings())
        .containsExactly(
            "job.toml:3: warning: 24 qubits as a double-precision state vector need 612 MiB"
                + " (100 MiB + 2 x 256 MiB); the bound is 476.8 MiB, BOINC's default; 23 qubits"
                + " fit; write <rsc_memory_bound>8.4e8</rsc_memory_bound>");
  }

  @Test
  void nobodyIsToldToWriteWhatNoHostHas() throws IOException {
    write(
        "job.toml",
        DENSE + "clifford = \"stabilizer\"\n" + CHECKPOINTS + "[limits]\nmemory = \"32m\"\n");

    assertThat(told(preflight(Circuits.withInput("c.qasm", 200))))
        .containsExactly(
            "c.qasm:3: warning: 200 qubits as a double-precision state vector need more than 1024"
                + " EiB unless the circuit has Clifford gates alone; the memory limit is 32 MiB;"
                + " 20 qubits fit; no host has so much",
            "c.qasm:3: warning: 200 qubits as a double-precision state vector need more than 1024"
                + " EiB; this machine has 16 GiB, so that a task would be postponed here",
            "c.qasm:3: warning: more than 1024 EiB are on disk at once (5 x more than 1024 EiB for"
                + " checkpoints); the bound is 953.6 MiB, BOINC's default, above which the client"
                + " aborts the task (196); no host has so much");
  }

  @Test
  void theJobsOwnLimitIsNamedWhereItIsTheSmaller() throws IOException {
    write(
        "job.toml",
        DENSE
            + "qubits = 20\nmemory_base = \"10m\"\nstate_copies = 1.5\n[limits]\nmemory = \"32m\"\n");

    assertThat(warnings())
        .containsExactly(
            "job.toml:3: warning: 20 qubits as a double-precision state vector need 34 MiB"
                + " (10 MiB + 1.5 x 16 MiB); the memory limit is 32 MiB; 19 qubits fit; write"
                + " memory = \"45m\" in [limits]");
  }

  @Test
  void aGhzStateOfFiftyQubitsFitsAsAStabiliser() throws IOException {
    write("job.toml", DENSE + "clifford = \"stabilizer\"\n");
    Circuit ghz = Circuits.of("circuit.qasm", 50, 50, true, Map.of(1, 1L, 2, 49L));

    Preflight found = preflight(ghz);

    assertThat(found.problems()).isEmpty();
    assertThat(found.lines())
        .contains(
            "qubits      50 (circuit.qasm:3)",
            "method      stabilizer (job.toml:3)",
            "state       1.2 KiB: 2n x (2n + 1) bits, n = 50");
  }

  @Test
  void withoutAStabiliserItDoesNot() throws IOException {
    write("job.toml", DENSE);

    assertThat(told(preflight(Circuits.of("c.qasm", 50, 50, true, Map.of(2, 49L)))))
        .containsExactly(
            "c.qasm:3: 50 qubits as a double-precision state vector need 16 PiB; the bound is"
                + " 476.8 MiB, BOINC's default; 24 qubits fit");
  }

  @Test
  void withoutAMethodMemoryIsUnknown() throws IOException {
    write("job.toml", "[quantum]\nqubits = 50\n");

    Preflight found = preflight();

    assertThat(found.problems()).isEmpty();
    assertThat(found.lines())
        .contains(
            "method      unknown: no method is stated, and 50 qubits may run as a stabiliser"
                + " tableau or a tensor network as well; write method in [quantum]");
  }

  @Test
  void aCircuitIsNotLargerThanTheLabelOfItsImage() throws IOException {
    write("job.toml", DENSE);
    write("Dockerfile", "FROM debian\nLABEL quantum.arch=unitary qubit.count=20\nCMD [\"sim\"]\n");

    assertThat(told(preflight(Circuits.of("c.qasm", 24, 10, false, Map.of(1, 10L)))))
        .containsExactly(
            "c.qasm:3: the circuit has 24 qubits, but Dockerfile:2 says that LABEL qubit.count is"
                + " 20; raise that, or let this be smaller",
            "job.toml:2: \"quantum.method\" is \"statevector\", but Dockerfile:2 says that LABEL"
                + " quantum.arch is unitary; change one of them");
  }

  @Test
  void aCircuitIsNotDeeperThanTheJobSays() throws IOException {
    write("job.toml", DENSE + "depth = 10\ngates = 1000\n");

    assertThat(told(preflight(Circuits.of("c.qasm", 3, 300, false, Map.of(1, 900L)))))
        .containsExactly(
            "c.qasm:9: the circuit has 300 layers (depth), but job.toml:3 says that"
                + " \"quantum.depth\" is 10; raise that, or let this be smaller");
  }

  @Test
  void aSmallerCircuitContradictsNothing() throws IOException {
    write("job.toml", DENSE + "qubits = 20\ndepth = 400\n");
    write(
        "Dockerfile",
        "FROM debian\nLABEL qubit.count=24\nLABEL gate.depth.max 500\nCMD [\"sim\"]\n");

    assertThat(told(preflight(Circuits.of("c.qasm", 3, 300, false, Map.of(1, 900L))))).isEmpty();
  }

  @Test
  void aJobIsNotLargerThanItsImage() throws IOException {
    write("job.toml", DENSE + "qubits = 20\ndepth = 400\n");
    write("Dockerfile", "FROM debian\nLABEL qubit.count=16 gate.depth.max=300\nCMD [\"sim\"]\n");

    assertThat(errors())
        .containsExactly(
            "job.toml:3: \"quantum.qubits\" is 20, but Dockerfile:2 says that LABEL qubit.count is"
                + " 16; raise that, or let this be smaller",
            "job.toml:4: \"quantum.depth\" is 400, but Dockerfile:2 says that LABEL gate.depth.max"
                + " is 300; raise that, or let this be smaller");
  }

  @Test
  void aStabiliserTakesCliffordGatesAlone() throws IOException {
    write("job.toml", "[quantum]\nmethod = \"stabilizer\"\n");

    assertThat(told(preflight(Circuits.of("c.qasm", 3, 3, false, Map.of(1, 9L)))))
        .containsExactly(
            "c.qasm:5: this is not a Clifford gate, but job.toml:2 says that"
                + " \"quantum.method\" is \"stabilizer\", which takes Clifford gates alone;"
                + " choose another method");
  }

  @Test
  void sixtyQubitsOfASparseStateMayBeSmall() throws IOException {
    write("job.toml", "[quantum]\nqubits = 60\nmethod = \"sparse\"\n" + CHECKPOINTS);

    Preflight found = preflight();

    assertThat(found.problems()).isEmpty();
    assertThat(found.lines())
        .contains(
            "state       unknown: a sparse state has as many amplitudes as are not zero, and nobody"
                + " knows how many before the run");
  }

  @Test
  void whatDependsOnAnInputIsUnknownAndTheRestIsKnown() throws IOException {
    write("job.toml", DENSE + "clifford = \"stabilizer\"\n" + CHECKPOINTS);

    Preflight found = preflight(Circuits.withInput("c.qasm", 25));

    assertThat(told(found).get(0))
        .isEqualTo(
            "c.qasm:3: warning: 25 qubits as a double-precision state vector need 512 MiB unless the"
                + " circuit has Clifford gates alone; the bound is 476.8 MiB, BOINC's default;"
                + " 24 qubits fit; write <rsc_memory_bound>7e8</rsc_memory_bound>");
    assertThat(found.lines())
        .contains(
            "c.qasm: OpenQASM 3, qubits 25, gates unknown (c.qasm:3:1: the number of rounds is an"
                + " input), depth unknown (c.qasm:3:1: the number of rounds is an input), Clifford"
                + " gates alone: unknown",
            "operations  unknown: c.qasm:3:1: the number of rounds is an input");
  }

  @Test
  void ofTwoCircuitsTheLargerDecidesAndTheWorkIsTheSum() throws IOException {
    write("job.toml", DENSE);
    Circuit small = Circuits.of("a.qasm", 10, 5, false, Map.of(1, 100L));
    Circuit large = Circuits.of("b.qasm", 12, 5, false, Map.of(2, 10L));

    Preflight found = preflight(small, large);

    assertThat(found.lines())
        .contains(
            "qubits      12 (b.qasm:3)",
            "state       64 KiB: 16 bytes x 2^12",
            // 8 x (2 x 2^10 x 100 + 4 x 2^12 x 10)
            "operations  3e6 (a.qasm and b.qasm)");
  }

  @Test
  void aLargeCircuitOfCliffordGatesDoesNotCountAsAStateVector() throws IOException {
    write("job.toml", DENSE + "clifford = \"stabilizer\"\n");
    Circuit ghz = Circuits.of("ghz.qasm", 50, 50, true, Map.of(2, 49L));
    Circuit other = Circuits.of("qft.qasm", 10, 50, false, Map.of(2, 49L));

    Preflight found = preflight(ghz, other);

    assertThat(found.problems()).isEmpty();
    assertThat(found.lines()).contains("qubits      10 (qft.qasm:3)");
  }

  @Test
  void moreWorkThanTheClientAllowsIsToldWithAProposal() throws IOException {
    write("job.toml", DENSE);

    assertThat(told(preflight(Circuits.of("c.qasm", 24, 5, false, Map.of(2, 1_000_000L)))))
        .containsExactly(
            "c.qasm: warning: one shot takes 5.4e14 floating-point operations; rsc_fpops_bound is"
                + " 8.64e13, after which the client aborts the task (197); write"
                + " <rsc_fpops_est>5.4e14</rsc_fpops_est> and"
                + " <rsc_fpops_bound>5.4e16</rsc_fpops_bound>, or what a rehearsal measures");
  }

  @Test
  void whatOnlyThisMachineCannotHoldIsAWarning() throws IOException {
    write("job.toml", DENSE + "qubits = 34\n");
    write("in.xml", bounds("<rsc_memory_bound>5e11</rsc_memory_bound>"));

    assertThat(errors()).isEmpty();
    assertThat(warnings())
        .containsExactly(
            "job.toml:3: warning: 34 qubits as a double-precision state vector need 256 GiB; this"
                + " machine has 16 GiB, so that a task would be postponed here");
  }

  @Test
  void aLabelThatIsNoNumberIsToldAndAnUnknownMethodIsNot() throws IOException {
    write("job.toml", CHECKPOINTS);
    write("Dockerfile", "FROM debian\nLABEL qubit.count=many quantum.arch=ion-trap\n");

    assertThat(warnings())
        .containsExactly(
            "Dockerfile:2: warning: LABEL qubit.count is \"many\", which is not a whole number above"
                + " 0, and says nothing");
  }

  @Test
  void whatTheJobLeavesOpenTheLabelsSay() throws IOException {
    write("job.toml", CHECKPOINTS);
    write("Dockerfile", "FROM debian\nLABEL qubit.count=26 quantum.arch=statevector\n");

    assertThat(errors())
        .containsExactly(
            "Dockerfile:2: 26 qubits as a double-precision state vector need 1 GiB; the bound is"
                + " 476.8 MiB, BOINC's default; 24 qubits fit");
  }

  @Test
  void anEmptyCircuitIsAProblem() throws IOException {
    write("job.toml", DENSE);

    assertThat(told(preflight(Circuits.of("c.qasm", 0, 0, true, Map.of()))))
        .contains(
            "c.qasm: declares no qubit, so there is nothing to simulate; put the circuit into it");
  }

  @Test
  void aCircuitWithoutQubitsIsNotMissing() throws IOException {
    write("job.toml", DENSE);

    assertThat(preflight(Circuits.of("c.qasm", 0, 0, true, Map.of())).lines())
        .contains("qubits      unknown: no qubit is declared in c.qasm");
    assertThat(preflight().lines())
        .contains(
            "qubits      unknown: nothing says how many; give the circuit as OpenQASM, or write"
                + " qubits in [quantum]");
  }

  @Test
  void aReasonThatSeveralHaveInCommonIsToldOnce() throws IOException {
    write("job.toml", CHECKPOINTS);
    write("Dockerfile", "FROM debian\nLABEL quantum.arch=statevector\n");

    assertThat(preflight().lines())
        .containsExactly(
            "qubits      unknown: nothing says how many; give the circuit as OpenQASM, or write"
                + " qubits in [quantum]; if this is no circuit, remove the LABEL in Dockerfile:2",
            "method      statevector (Dockerfile:2)",
            "state       unknown, as the qubits are",
            "memory      unknown, as the qubits are",
            "disk        unknown, as the qubits are",
            "operations  unknown, as the qubits are");
  }

  @Test
  void aJobWithoutCircuitsIsToldNothing() throws IOException {
    write("job.toml", CHECKPOINTS);

    assertThat(preflight()).isEqualTo(Preflight.none());
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private static String bounds(String elements) {
    return "<input_template><workunit>" + elements + "</workunit></input_template>";
  }

  private List<String> errors() throws IOException {
    return told(preflight()).stream().filter(line -> !line.contains(": warning: ")).toList();
  }

  private List<String> warnings() throws IOException {
    return told(preflight()).stream().filter(line -> line.contains(": warning: ")).toList();
  }

  private static List<String> told(Preflight preflight) {
    return preflight.problems().stream().map(Problem::toString).toList();
  }

  private Preflight preflight(Circuit... circuits) throws IOException {
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    return Preflight.of(
        folder,
        folder.job().job().orElseThrow(),
        BuildPlatform.of("x86_64"),
        16 * GIB,
        new Preflight.Found(List.of(circuits), List.of()));
  }
}
