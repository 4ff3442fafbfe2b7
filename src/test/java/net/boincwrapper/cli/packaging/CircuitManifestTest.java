package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import net.boincwrapper.cli.folder.FileDigest;
import org.junit.jupiter.api.Test;

class CircuitManifestTest {
  private final JobDirectory job;

  CircuitManifestTest() throws IOException {
    job = new JobDirectory();
  }

  private JsonArray circuits() throws IOException {
    job.tree(job.order("1.2")).write();
    return JsonParser.parseString(job.read("circuits.json"))
        .getAsJsonObject()
        .getAsJsonArray("circuits");
  }

  @Test
  void aPackageSaysWhichCircuitItsInputIs() throws IOException {
    job.write(
        "circuit.qasm",
        """
        OPENQASM 3;
        include "stdgates.inc";
        qubit[3] q;
        bit[3] c;
        h q[0];
        cx q[0], q[1];
        cx q[1], q[2];
        c = measure q;
        """);

    assertThat(circuits()).hasSize(1);
    assertThat(job.read("circuits.json"))
        .isEqualTo(
            """
            {
              "circuits": [
                {
                  "file": "circuit.qasm",
                  "sha256": "HASH",
                  "language": "OpenQASM 3",
                  "qubits": 3,
                  "gates": 3,
                  "depth": 4,
                  "measurements": 3,
                  "clifford": true,
                  "midCircuitMeasurement": false
                }
              ]
            }
            """
                .replace("HASH", FileDigest.of(job.job.resolve("circuit.qasm"))));
  }

  @Test
  void whatConditionsDecideIsARange() throws IOException {
    job.write(
        "circuit.qasm",
        """
        OPENQASM 3;
        include "stdgates.inc";
        qubit q;
        bit c;
        c = measure q;
        if (c == 1) { x q; }
        """);

    JsonObject circuit = circuits().get(0).getAsJsonObject();

    assertThat(circuit.get("gates")).hasToString("{\"least\":0,\"most\":1}");
    assertThat(circuit.get("midCircuitMeasurement").getAsBoolean()).isTrue();
  }

  @Test
  void whatCannotBeCountedIsNullAndTheReasonIsThere() throws IOException {
    job.write(
        "circuit.qasm",
        """
        OPENQASM 3;
        include "stdgates.inc";
        input int n;
        qubit[2] q;
        for int i in [0:n] { h q[0]; }
        """);

    JsonObject circuit = circuits().get(0).getAsJsonObject();

    assertThat(circuit.get("gates").isJsonNull()).isTrue();
    assertThat(circuit.get("qubits").getAsInt()).isEqualTo(2);
    assertThat(circuit.getAsJsonObject("unknown").get("gates").getAsString())
        .startsWith("circuit.qasm:5:1: ");
    assertThat(circuit.getAsJsonObject("unknown").has("qubits")).isFalse();
  }

  @Test
  void aJobWithoutCircuitsHasNoManifest() throws IOException {
    job.write("in.xml", JobDirectory.IN.replace("circuit.qasm", "count.sh"));
    Files.delete(job.job.resolve("circuit.qasm"));

    job.tree(job.order("1.2")).write();

    assertThat(job.there()).doesNotContain("circuits.json");
  }
}
