package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Defines gates, and follows the definitions of those that are applied. */
final class GateDefinitions {
  /** Definitions inside each other that are followed: a stack holds so many on any machine. */
  private static final int DEEPEST = 100;

  private final Walk walk;
  private final Walker walker;
  private final Declarations declarations;
  private final Names names;
  private int followed;

  GateDefinitions(Walk walk, Walker walker, Declarations declarations) {
    this.walk = walk;
    this.walker = walker;
    this.declarations = declarations;
    names = new Names(walk);
  }

  void define(Statement.Gate gate) {
    if (!walk.scope.isGlobal()) {
      walk.faults.add(gate.place(), "a gate can be defined only outside of all blocks");
      return;
    }
    refuseTwins(gate);
    int qubits = gate.qubits().size();
    boolean opaque = gate.body() == null;
    @Nullable Cost cost = opaque ? Cost.one(qubits) : checked(gate);
    names.declare(
        gate.place(),
        gate.name(),
        new Symbol.Gate(
            gate.name(),
            gate.parameters().size(),
            qubits,
            walk.inLibrary,
            opaque ? null : gate,
            cost));
  }

  private void refuseTwins(Statement.Gate gate) {
    Set<String> seen = new HashSet<>();
    List<Statement.Parameter> all = new ArrayList<>(gate.parameters());
    all.addAll(gate.qubits());
    for (Statement.Parameter each : all) {
      if (!seen.add(each.name())) {
        walk.faults.add(
            each.place(), gate.name() + " has two parameters or qubits of the name " + each.name());
      }
    }
  }

  /** Follows the body with angles that are not known. */
  private @Nullable Cost checked(Statement.Gate gate) {
    Value angle = new Value.Unknown(gate.place(), "it is a parameter of " + gate.name());
    BodyCost cost = new BodyCost();
    Scope inside =
        declarations.insideOf(
            gate, Collections.nCopies(gate.parameters().size(), angle), walk.scope.global());
    walk.defined = gate.name();
    try {
      run(gate, inside, cost);
    } finally {
      walk.defined = "";
    }
    return cost.sum();
  }

  /** Follows the body of a gate's definition with these angles; its qubits are 0, 1 and so on. */
  void follow(Symbol.Gate gate, List<Value> angles, Effects effects) {
    Statement.@Nullable Gate body = gate.body();
    if (body == null || !walk.faults.isEmpty()) {
      return;
    }
    if (followed == DEEPEST) {
      effects.unknown(body.place(), "definitions of gates are more than " + DEEPEST + " deep");
      return;
    }
    followed++;
    try {
      List<Value> real = angles.stream().map(GateDefinitions::real).toList();
      run(body, declarations.insideOf(body, real, walk.scope.global()), effects);
    } finally {
      followed--;
    }
  }

  private static Value real(Value angle) {
    OptionalDouble number = Numbers.real(angle);
    return number.isPresent() ? new Value.Real(number.getAsDouble()) : angle;
  }

  private void run(Statement.Gate gate, Scope inside, Effects effects) {
    List<Statement> body = gate.body() == null ? List.of() : gate.body();
    walk.asGate(
        () -> walk.withEffects(effects, () -> walk.within(inside, () -> walker.runAll(body))));
  }
}
