package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Modifier;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Applies gates. */
final class GateCalls {
  private final Walk walk;
  private final Evaluator evaluator;
  private final Operands operands;

  GateCalls(Walk walk, Evaluator evaluator, Operands operands) {
    this.walk = walk;
    this.evaluator = evaluator;
    this.operands = operands;
  }

  void apply(Statement.GateCall call) {
    Symbol.@Nullable Gate gate = gate(call);
    if (gate == null) {
      return;
    }
    List<Value> arguments = evaluator.all(call.arguments());
    if (arguments.size() != gate.parameters()) {
      walk.faults.add(
          call.place(),
          call.name()
              + " takes "
              + (gate.parameters() == 0 ? "no" : String.valueOf(gate.parameters()))
              + (gate.parameters() == 1 ? " parameter" : " parameters")
              + ", not "
              + arguments.size());
      return;
    }
    @Nullable Application application = modified(call, gate, arguments);
    if (application != null) {
      onto(call, application);
    }
  }

  private Symbol.@Nullable Gate gate(Statement.GateCall call) {
    if (call.name().equals(Statement.GateCall.GLOBAL_PHASE)) {
      return GateTable.PHASE;
    }
    if (call.name().equals(walk.defined)) {
      walk.faults.add(call.place(), "the gate " + call.name() + " cannot consist of itself");
      return null;
    }
    @Nullable Symbol symbol = walk.scope.find(call.name());
    if (symbol instanceof Symbol.Gate gate) {
      return gate;
    }
    if (symbol == null) {
      undeclared(call);
    } else if (!(symbol instanceof Symbol.Broken)) {
      walk.faults.add(call.place(), "\"" + call.name() + "\" is " + symbol.kind() + ", not a gate");
    }
    return null;
  }

  /** Said once of each name. */
  private void undeclared(Statement.GateCall call) {
    if (!walk.lacksFile) {
      walk.faults.add(call.place(), UndeclaredGates.message(call.name(), walk));
    }
    walk.scope.global().put(call.name(), new Symbol.Broken());
    if (UndeclaredGates.isDeclaration(call.name(), walk)) {
      call.operands().forEach(this::mistrust);
    }
  }

  private void mistrust(Expression operand) {
    if (operand instanceof Expression.Name name && walk.scope.find(name.name()) == null) {
      walk.scope.global().put(name.name(), new Symbol.Broken());
    }
  }

  /** Null: the number of controls is wrong or not known, which has been said. */
  private @Nullable Application modified(
      Statement.GateCall call, Symbol.Gate gate, List<Value> arguments) {
    long controls = 0;
    List<Value> powers = new ArrayList<>();
    for (int i = call.modifiers().size() - 1; i >= 0; i--) {
      Modifier modifier = call.modifiers().get(i);
      switch (modifier.kind()) {
        case INV -> powers.add(new Value.Int(-1));
        case POW -> powers.add(power(modifier));
        case CTRL, NEGCTRL -> {
          OptionalLong more = controls(modifier);
          if (more.isEmpty()) {
            return null;
          }
          controls += more.getAsLong();
        }
      }
    }
    if (controls > Numbering.MOST) {
      walk.faults.add(call.place(), "these are more controls than there can be qubits");
      return null;
    }
    return new Application(call.place(), gate, (int) controls, powers, arguments, new int[0]);
  }

  private Value power(Modifier modifier) {
    return modifier.argument() == null ? new Value.Int(1) : evaluator.of(modifier.argument());
  }

  private OptionalLong controls(Modifier modifier) {
    if (modifier.argument() == null) {
      return OptionalLong.of(1);
    }
    Value number = evaluator.of(modifier.argument());
    OptionalLong controls = Numbers.whole(number);
    if (controls.isPresent() && controls.getAsLong() > 0) {
      return OptionalLong.of(Math.min(controls.getAsLong(), Numbering.MOST + 1L));
    }
    if (number instanceof Value.Unknown unknown) {
      walk.effects.unknown(modifier.place(), "the number of controls: " + unknown.reason());
    } else {
      walk.faults.add(modifier.place(), "the number of controls is a whole number from 1 on");
    }
    return OptionalLong.empty();
  }

  /** Once, or with registers once for each of their qubits. */
  private void onto(Statement.GateCall call, Application application) {
    List<Symbol.Quantum> on = new ArrayList<>(call.operands().size());
    for (Expression operand : call.operands()) {
      Symbol.@Nullable Quantum qubits = operands.of(operand);
      if (qubits == null) {
        return;
      }
      on.add(qubits);
    }
    int expected = application.gate().qubits() + application.controls();
    if (on.size() != expected) {
      walk.faults.add(call.place(), wrongNumber(call, application, on.size()));
      return;
    }
    int times = repetitions(call, on);
    for (int i = 0; i < times; i++) {
      walk.steps.take();
      int[] qubits = new int[expected];
      for (int j = 0; j < expected; j++) {
        Symbol.Quantum operand = on.get(j);
        qubits[j] = operand.qubits()[operand.single() ? 0 : i];
      }
      if (Operands.hasTwice(qubits)) {
        walk.faults.add(call.place(), call.name() + " acts on the same qubit twice");
        return;
      }
      walk.effects.gate(application.on(qubits), walk.condition);
    }
  }

  private static String wrongNumber(Statement.GateCall call, Application application, int given) {
    int own = application.gate().qubits();
    String with =
        application.controls() == 0 ? "" : " and " + Words.count(application.controls(), "control");
    return call.name() + " acts on " + Words.count(own, "qubit") + with + ", not on " + given;
  }

  /** 0: the registers do not fit together, which has been said. */
  private int repetitions(Statement.GateCall call, List<Symbol.Quantum> on) {
    int size = -1;
    for (Symbol.Quantum operand : on) {
      int length = operand.qubits().length;
      if (!operand.single() && size >= 0 && size != length) {
        walk.faults.add(
            call.place(),
            "the registers have different sizes, "
                + size
                + " and "
                + length
                + ", so that "
                + call.name()
                + " cannot act on them together");
        return 0;
      }
      size = operand.single() ? size : length;
    }
    return size < 0 ? 1 : size;
  }
}
