package net.boincwrapper.cli.circuit;

import java.util.List;
import net.boincwrapper.cli.circuit.syntax.CircuitProblem;
import net.boincwrapper.cli.circuit.syntax.Place;

/** What a walk through a file has come to. */
record Outcome(String file, String sha256, Walk walk, Verdicts verdicts, Tally tally) {
  CircuitFile.Reading reading() {
    List<CircuitProblem> problems = walk.faults.sorted();
    return new CircuitFile.Reading(
        problems.isEmpty() ? circuit() : broken(problems.get(0)), problems);
  }

  private Circuit circuit() {
    Counts counts = tally.counts();
    return new Circuit(
        file,
        sha256,
        walk.dialect,
        qubits(),
        verdicts.fact(Figure.GATES, counts.get(Counts.GATES)),
        verdicts.fact(Figure.ELEMENTARY, counts.elementary()),
        verdicts.fact(Figure.MEASUREMENTS, counts.get(Counts.MEASUREMENTS)),
        verdicts.fact(Figure.RESETS, counts.get(Counts.RESETS)),
        verdicts.fact(Figure.DEPTH, tally.depth()),
        verdicts.clifford(),
        verdicts.midCircuitMeasurement(),
        Fact.known(verdicts.isConditional()),
        places());
  }

  private Fact<Integer> qubits() {
    long qubits = walk.numbering.qubits();
    return qubits <= Integer.MAX_VALUE
        ? Fact.known((int) qubits)
        : Fact.unknown(walk.qubits, "there are more than " + Integer.MAX_VALUE + " qubits");
  }

  private Circuit.Places places() {
    return new Circuit.Places(
        inFile(walk.qubits), inFile(verdicts.lastGate()), inFile(verdicts.notClifford()));
  }

  private Place inFile(Place place) {
    return place.line() > 0 ? place : Place.whole(file);
  }

  private Circuit broken(CircuitProblem first) {
    return new Circuit(
        file,
        sha256,
        walk.dialect,
        unknown(first),
        unknown(first),
        unknown(first),
        unknown(first),
        unknown(first),
        unknown(first),
        unknown(first),
        unknown(first),
        unknown(first),
        places());
  }

  private static <T> Fact<T> unknown(CircuitProblem first) {
    return Fact.unknown(first.place(), first.message());
  }
}
