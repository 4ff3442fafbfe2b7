package net.boincwrapper.cli.circuit;

import java.util.List;

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
        Fact.known((int) Math.min(Integer.MAX_VALUE, walk.numbering.qubits())),
        verdicts.fact(Figure.GATES, counts.get(Counts.GATES)),
        verdicts.fact(Figure.ELEMENTARY, counts.elementary()),
        verdicts.fact(Figure.MEASUREMENTS, counts.get(Counts.MEASUREMENTS)),
        verdicts.fact(Figure.RESETS, counts.get(Counts.RESETS)),
        verdicts.fact(Figure.DEPTH, tally.depth()),
        verdicts.clifford(),
        verdicts.midCircuitMeasurement(),
        Fact.known(verdicts.isConditional()));
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
        unknown(first));
  }

  private static <T> Fact<T> unknown(CircuitProblem first) {
    return Fact.unknown(first.place(), first.message());
  }
}
