package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Statement.Flow;
import net.boincwrapper.cli.circuit.syntax.Value;

/** Follows all ways that a circuit may go, where that is decided only when it runs. */
final class Conditions {
  private final Walk walk;
  private final Set<Object> looked = Collections.newSetFromMap(new IdentityHashMap<>());

  Conditions(Walk walk) {
    this.walk = walk;
  }

  /** Looks once at statements that are not done, for mistakes. */
  void look(Object statement, Supplier<Flow> what) {
    if (looked.add(statement)) {
      walk.changes.tryOut(() -> walk.withEffects(NoEffects.NONE, what));
    }
  }

  /**
   * One of these ways.
   *
   * @param bits paths of the bits that decide
   */
  Flow oneOf(Place place, int[] bits, List<Supplier<Flow>> ways) {
    walk.effects.conditional();
    List<Effects> forks = new ArrayList<>();
    List<Changes.Trial<Flow>> trials = new ArrayList<>();
    for (Supplier<Flow> way : ways) {
      Effects fork = walk.effects.fork();
      forks.add(fork);
      trials.add(walk.changes.tryOut(() -> walk.withEffects(fork, () -> walk.under(bits, way))));
    }
    walk.effects.join(forks);
    merge(place, trials);
    return flow(place, trials.stream().map(Changes.Trial::result).distinct().toList());
  }

  private Flow flow(Place place, List<Flow> flows) {
    if (flows.size() == 1) {
      return flows.get(0);
    }
    walk.effects.unknown(place, "what follows after this is known only when the circuit runs");
    return Flow.NEXT;
  }

  /** A variable that all ways leave with the same value has it. */
  private void merge(Place place, List<Changes.Trial<Flow>> trials) {
    Set<Symbol.Classical> changed = Collections.newSetFromMap(new IdentityHashMap<>());
    trials.forEach(trial -> changed.addAll(trial.values().keySet()));
    for (Symbol.Classical variable : changed) {
      List<Value> values =
          trials.stream()
              .map(trial -> trial.values().getOrDefault(variable, variable.value()))
              .distinct()
              .toList();
      walk.changes.set(variable, values.size() == 1 ? values.get(0) : undecided(place));
    }
  }

  private static Value undecided(Place place) {
    return new Value.Unknown(place, "its value is known only when the circuit runs");
  }

  /** Again and again, not known how often. */
  Flow repeat(Place place, int[] bits, Supplier<Flow> body) {
    walk.effects.conditional();
    Map<Symbol.Classical, Value> changed =
        walk.changes.tryOut(() -> walk.withEffects(NoEffects.NONE, body)).values();
    changed.keySet().forEach(variable -> walk.changes.set(variable, undecided(place)));
    Effects fork = walk.effects.fork();
    // Twice, because what is measured in one turn may be used in the next.
    Supplier<Flow> twice =
        () -> {
          Flow unused = body.get();
          return body.get();
        };
    Flow flow =
        walk.changes.tryOut(() -> walk.withEffects(fork, () -> walk.under(bits, twice))).result();
    walk.effects.repeat(
        fork, place, "how often this is repeated is known only when the circuit runs");
    return flow == Flow.BREAK || flow == Flow.CONTINUE
        ? Flow.NEXT
        : flow(place, flow == Flow.NEXT ? List.of(flow) : List.of(flow, Flow.NEXT));
  }
}
