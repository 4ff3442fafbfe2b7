package net.boincwrapper.cli.preflight;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.circuit.Count;
import net.boincwrapper.cli.circuit.Fact;
import net.boincwrapper.cli.preflight.Statements.Method;
import net.boincwrapper.job.StateMethod;

/**
 * What the needs follow from: job.toml goes before the circuits, and these before the labels.
 *
 * @param depth of the deepest circuit
 * @param gates of all circuits together, as they are written
 * @param method empty of value where nobody states one
 * @param certain whether each circuit is simulated by that method and no other
 */
record Figures(
    Told<Integer> qubits,
    Told<Long> depth,
    Told<Long> gates,
    Told<StateMethod> method,
    boolean certain) {

  /**
   * The circuits that decide: where circuits of Clifford gates alone have a method of their own,
   * they count only if there are no others.
   */
  static List<Circuit> deciding(Statements stated, List<Circuit> circuits) {
    List<Circuit> others = circuits.stream().filter(it -> !isClifford(it)).toList();
    return stated.jobClifford().isEmpty() || others.isEmpty() ? circuits : others;
  }

  private static boolean isClifford(Circuit circuit) {
    return circuit.clifford().value().orElse(false);
  }

  /**
   * Chooses.
   *
   * @param circuits those that decide
   * @param job where job.toml would say it
   */
  static Figures of(Statements stated, List<Circuit> circuits, Origin job) {
    Told<Integer> qubits =
        stated
            .jobQubits()
            .map(it -> Told.known(Math.toIntExact(it.value()), it.origin()))
            .orElseGet(() -> qubits(stated, circuits, job));
    Told<Long> depth =
        counted(
            circuits,
            Circuit::depth,
            Math::max,
            stated.jobDepth().or(stated::labelDepth),
            "nothing says it; give the circuit as OpenQASM, or write depth in [quantum]",
            job);
    Told<Long> gates =
        counted(
            circuits,
            Circuit::gates,
            Figures::sum,
            stated.jobGates(),
            "nothing says how many; give the circuit as OpenQASM, or write gates in [quantum]",
            job);
    boolean all = !circuits.isEmpty() && circuits.stream().allMatch(Figures::isClifford);
    boolean known = circuits.stream().anyMatch(it -> !it.clifford().value().orElse(true));
    Optional<Method> method = stated.jobMethod().or(stated::labelMethod);
    return new Figures(
        qubits,
        depth,
        gates,
        (all ? stated.jobClifford().or(() -> method) : method)
            .map(it -> Told.known(it.value(), it.origin()))
            .orElseGet(() -> noMethod(qubits, job)),
        stated.jobClifford().isEmpty() || all || known);
  }

  /** No sum is so large that it becomes small. */
  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private static Told<StateMethod> noMethod(Told<Integer> qubits, Origin job) {
    return Told.unknown(
        job,
        "no method is stated, and "
            + qubits.value().map(it -> it + " qubits").orElse("a circuit")
            + " may run as a stabiliser tableau or a tensor network as well; write method in"
            + " [quantum]");
  }

  private static Told<Integer> qubits(Statements stated, List<Circuit> circuits, Origin job) {
    for (Circuit circuit : circuits) {
      if (circuit.qubits() instanceof Fact.Unknown<Integer> unknown) {
        return Told.unknown(Origin.whole(circuit.file()), reason(unknown));
      }
    }
    return circuits.stream()
        .max(Comparator.comparing(circuit -> circuit.qubits().value().orElse(0)))
        .filter(circuit -> circuit.qubits().value().orElse(0) > 0)
        .map(it -> Told.known(it.qubits().value().orElseThrow(), Origin.of(it.places().qubits())))
        .or(
            () ->
                stated
                    .labelQubits()
                    .map(it -> Told.known(Math.toIntExact(it.value()), it.origin())))
        .orElseGet(() -> noQubits(stated, circuits, job));
  }

  private static Told<Integer> noQubits(Statements stated, List<Circuit> circuits, Origin job) {
    return circuits.isEmpty()
        ? Told.unknown(
            job,
            "nothing says how many; give the circuit as OpenQASM, or write qubits in [quantum]"
                + otherField(stated))
        : Told.unknown(Origin.whole(files(circuits)), "no qubit is declared in " + files(circuits));
  }

  /** A template's label stays where its app is exchanged for one that simulates no circuit. */
  private static String otherField(Statements stated) {
    return stated
        .labelMethod()
        .map(it -> "; if this is no circuit, remove the LABEL in " + it.origin())
        .orElse("");
  }

  private interface Sum {
    long of(long a, long b);
  }

  private static Told<Long> counted(
      List<Circuit> circuits,
      Function<Circuit, Fact<Count>> count,
      Sum sum,
      Optional<Figure> stated,
      String nothing,
      Origin job) {
    long all = 0;
    for (Circuit circuit : circuits) {
      Fact<Count> fact = count.apply(circuit);
      if (fact instanceof Fact.Unknown<Count> unknown) {
        return stated(stated).orElse(Told.unknown(Origin.whole(circuit.file()), reason(unknown)));
      }
      all = sum.of(all, fact.value().orElseThrow().most());
    }
    return circuits.isEmpty()
        ? stated(stated).orElse(Told.unknown(job, nothing))
        : Told.known(all, Origin.whole(files(circuits)));
  }

  private static Optional<Told<Long>> stated(Optional<Figure> figure) {
    return figure.map(it -> Told.known(it.value(), it.origin()));
  }

  /** Names of the circuits' files, for people. */
  static String files(List<Circuit> circuits) {
    return String.join(" and ", circuits.stream().map(Circuit::file).toList());
  }

  static String reason(Fact.Unknown<?> unknown) {
    return unknown.place() + ": " + unknown.reason();
  }
}
