package net.boincwrapper.cli.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.circuit.Count;
import net.boincwrapper.cli.circuit.Fact;
import net.boincwrapper.cli.preflight.Statements.Method;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.StateMethod;

/**
 * Finds where circuits, job.toml and labels cannot all be right. A circuit may be smaller than what
 * the job is made for, and a job smaller than what its image is made for; neither may be larger.
 */
final class Contradictions {
  private final Statements stated;
  private final List<Circuit> circuits;
  private final List<Problem> problems = new ArrayList<>();

  private Contradictions(Statements stated, List<Circuit> circuits) {
    this.stated = stated;
    this.circuits = circuits;
  }

  static List<Problem> find(Statements stated, List<Circuit> circuits) {
    Contradictions contradictions = new Contradictions(stated, circuits);
    contradictions.numbers();
    contradictions.methods();
    return contradictions.problems;
  }

  private void numbers() {
    notAbove(stated.jobQubits(), stated.labelQubits());
    notAbove(stated.jobDepth(), stated.labelDepth());
    for (Circuit circuit : circuits) {
      long qubits = circuit.qubits().value().orElse(0);
      Origin declared = Origin.of(circuit.places().qubits());
      notAbove(declared, qubits, "qubits", stated.jobQubits());
      notAbove(declared, qubits, "qubits", stated.labelQubits());
      Origin applied = Origin.of(circuit.places().gates());
      notAbove(applied, least(circuit.depth()), "layers (depth)", stated.jobDepth());
      notAbove(applied, least(circuit.depth()), "layers (depth)", stated.labelDepth());
      notAbove(applied, least(circuit.gates()), "gates", stated.jobGates());
    }
  }

  /** What every shot has at least; 0 where that is not known. */
  private static long least(Fact<Count> count) {
    return count.value().map(Count::least).orElse(0L);
  }

  private void notAbove(Optional<Figure> job, Optional<Figure> label) {
    if (job.isPresent() && label.isPresent() && job.get().value() > label.get().value()) {
      told(job.get().origin(), job.get().words(), label.get());
    }
  }

  private void notAbove(Origin place, long has, String of, Optional<Figure> most) {
    if (most.isPresent() && has > most.get().value()) {
      told(place, "the circuit has " + has + " " + of, most.get());
    }
  }

  private void told(Origin origin, String words, Figure other) {
    problems.add(
        origin.error(
            words
                + ", but "
                + other.origin()
                + " says that "
                + other.words()
                + "; raise that, or let this be smaller"));
  }

  private void methods() {
    Optional<Method> job = stated.jobMethod();
    Optional<Method> label = stated.labelMethod();
    if (job.isPresent() && label.isPresent() && !agree(job.get(), label.get())) {
      problems.add(
          job.get()
              .origin()
              .error(
                  job.get().words()
                      + ", but "
                      + label.get().origin()
                      + " says that "
                      + label.get().words()
                      + "; change one of them"));
    }
    job.or(() -> label)
        .filter(it -> it.value() == StateMethod.STABILIZER)
        .ifPresent(this::clifford);
  }

  private boolean agree(Method job, Method label) {
    return job.value() == label.value()
        || stated.jobClifford().filter(it -> it.value() == label.value()).isPresent();
  }

  private void clifford(Method method) {
    for (Circuit circuit : circuits) {
      if (circuit.clifford().value().filter(is -> !is).isPresent()) {
        problems.add(
            Origin.of(circuit.places().notClifford())
                .error(
                    "this is not a Clifford gate, but "
                        + method.origin()
                        + " says that "
                        + method.words()
                        + ", which takes Clifford gates alone; choose another method"));
      }
    }
  }
}
