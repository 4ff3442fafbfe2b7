package net.boincwrapper.cli.circuit.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as it is written. */
public sealed interface Statement {
  Place place();

  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of statement. */
  interface Visitor<R> {
    R version(Version version);

    R include(Include include);

    R skipped(Skipped skipped);

    R qubits(Qubits qubits);

    R variable(Variable variable);

    R alias(Alias alias);

    R gate(Gate gate);

    R subroutine(Subroutine subroutine);

    R external(External external);

    R gateCall(GateCall call);

    R measure(Measure measure);

    R assign(Assign assign);

    R reset(Reset reset);

    R barrier(Barrier barrier);

    R delay(Delay delay);

    R scope(Scoped block);

    R branch(Branch branch);

    R loop(Loop loop);

    R whileLoop(While loop);

    R choice(Choice choice);

    R jump(Jump jump);

    R evaluate(Evaluate evaluate);
  }

  record Version(Place place, String text) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.version(this);
    }
  }

  record Include(Place place, String path) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.include(this);
    }
  }

  /** Pragmas, annotations and pulses, which count for nothing here. */
  record Skipped(Place place) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.skipped(this);
    }
  }

  /** Declares one qubit, or with a size a register of them. */
  record Qubits(Place place, String name, @Nullable Expression size) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.qubits(this);
    }
  }

  /** Declares a classical variable, bits included. */
  record Variable(Place place, String name, Type type, Storage storage, @Nullable Expression value)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.variable(this);
    }
  }

  enum Storage {
    PLAIN,
    CONST,
    INPUT,
    OUTPUT
  }

  record Alias(Place place, String name, List<Expression> parts) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.alias(this);
    }
  }

  /** Defines a gate; without a body it is opaque. */
  record Gate(
      Place place,
      String name,
      List<Parameter> parameters,
      List<Parameter> qubits,
      @Nullable List<Statement> body)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gate(this);
    }
  }

  /** A name in the head of a gate. */
  record Parameter(Place place, String name) {}

  record Argument(Place place, String name, Type type) {}

  record Subroutine(Place place, String name, List<Argument> arguments, List<Statement> body)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.subroutine(this);
    }
  }

  record External(Place place, String name, int arguments) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.external(this);
    }
  }

  /**
   * Applies a gate.
   *
   * @param name {@code gphase} for a global phase
   */
  record GateCall(
      Place place,
      List<Modifier> modifiers,
      String name,
      List<Expression> arguments,
      List<Expression> operands)
      implements Statement {
    public static final String GLOBAL_PHASE = "gphase";

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gateCall(this);
    }
  }

  record Measure(Place place, Expression operand, @Nullable Expression target)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.measure(this);
    }
  }

  /**
   * Changes a variable.
   *
   * @param operator {@code =}, {@code +=} and so on
   */
  record Assign(Place place, Expression target, String operator, Expression value)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assign(this);
    }
  }

  record Reset(Place place, Expression operand) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reset(this);
    }
  }

  /** Without operands it is a barrier of all qubits. */
  record Barrier(Place place, List<Expression> operands) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.barrier(this);
    }
  }

  record Delay(Place place, List<Expression> operands) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.delay(this);
    }
  }

  /** A block, or a box around one. */
  record Scoped(Place place, List<Statement> body) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.scope(this);
    }
  }

  record Branch(Place place, Expression condition, Statement then, @Nullable Statement otherwise)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.branch(this);
    }
  }

  /** Over the values of a range, a set, or an array or register. */
  record Loop(
      Place place,
      Type type,
      String name,
      Expression.@Nullable Selector selector,
      @Nullable Expression values,
      Statement body)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.loop(this);
    }
  }

  record While(Place place, Expression condition, Statement body) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.whileLoop(this);
    }
  }

  record Choice(Place place, Expression subject, List<Case> cases) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.choice(this);
    }
  }

  /**
   * One case of a switch.
   *
   * @param values empty: what is done where no other fits
   */
  record Case(List<Expression> values, Scoped body) {}

  record Jump(Place place, Flow flow, @Nullable Expression value) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.jump(this);
    }
  }

  record Evaluate(Place place, Expression expression) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.evaluate(this);
    }
  }

  /** What is done after a statement. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN,
    END
  }
}
