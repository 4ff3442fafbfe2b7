package net.boincwrapper.cli.circuit;

import java.util.SortedMap;
import net.boincwrapper.cli.circuit.syntax.Place;

/**
 * What one OpenQASM file says of the circuit in it. All counts are those of one shot, from the
 * first statement to the last: loops are unrolled, subroutines are followed, and a gate on whole
 * registers counts once for each set of qubits that it acts on. Of a condition that is known only
 * when the circuit runs (it depends on a measurement or on an {@code input}), either branch may be
 * taken, so that a count has a least and a greatest value.
 *
 * @param file name as the author knows it
 * @param sha256 of the file's bytes, without those of files that it includes; 64 hexadecimal digits
 * @param dialect the language's version
 * @param qubits declared ones, used or not, and each physical qubit that is named ({@code $0})
 * @param gates applications as they are written: one of a gate that the file defines counts once,
 *     as does {@code ctrl @ inv @ x}. A measurement, a reset, a delay and a barrier are no gates,
 *     and neither is a {@code gphase} without a control, which acts on no qubit
 * @param elementary the same with the file's own definitions expanded, by the number of qubits,
 *     controls included, that one acts on: what a simulator that fuses nothing computes. Elementary
 *     are the language's own gates and those of {@code qelib1.inc} and {@code stdgates.inc}
 * @param measurements of single qubits
 * @param resets of single qubits
 * @param depth longest path over qubits and classical bits, as Qiskit's {@code depth()} counts it:
 *     one for each gate as it is written, measurement, reset and delay; a barrier only aligns; the
 *     bits of a condition are on the path
 * @param clifford whether each elementary gate maps Pauli operators to Pauli operators, angles to
 *     within 1e-9
 * @param midCircuitMeasurement whether a gate, a reset or a measurement follows the measurement of
 *     the same qubit
 * @param conditional whether what is done depends on something that is known only when the circuit
 *     runs
 * @param places where to look for what is counted
 */
public record Circuit(
    String file,
    String sha256,
    Dialect dialect,
    Fact<Integer> qubits,
    Fact<Count> gates,
    Fact<SortedMap<Integer, Count>> elementary,
    Fact<Count> measurements,
    Fact<Count> resets,
    Fact<Count> depth,
    Fact<Boolean> clifford,
    Fact<Boolean> midCircuitMeasurement,
    Fact<Boolean> conditional,
    Places places) {
  /**
   * Where a person would look; the file as a whole where there is no such line.
   *
   * @param qubits the last that are declared
   * @param gates the last that is applied
   * @param notClifford the first gate that is none of Clifford's
   */
  public record Places(Place qubits, Place gates, Place notClifford) {}

  /** The version of the language. */
  public enum Dialect {
    /** OpenQASM 2.0. */
    QASM2("OpenQASM 2"),
    /** OpenQASM 3.0 and 3.1. */
    QASM3("OpenQASM 3");

    private final String text;

    Dialect(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
