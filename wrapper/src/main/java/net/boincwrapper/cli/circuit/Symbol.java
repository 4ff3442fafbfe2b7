package net.boincwrapper.cli.circuit;

import java.util.List;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Type;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** What a name stands for. */
sealed interface Symbol {
  /** In words, such as "a gate". */
  String kind();

  /**
   * One qubit, or a register or part of one.
   *
   * @param qubits numbers of the qubits; {@link Operands#SOMEWHERE} where it is not known which
   * @param single not a register, so that it goes with each qubit of a register
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
  record Quantum(int[] qubits, boolean single) implements Symbol {
    @Override
    public String kind() {
      return single ? "a qubit" : "a register of qubits";
    }
  }

  /** A classical variable; the only symbol that changes. */
  final class Classical implements Symbol {
    final Type.Kind type;

    /** Bits of a register or of a number; 0: a single bit, or a number without a size. */
    final int width;

    /** The paths of its bits through the circuit, from bit 0 on; empty for anything but bits. */
    final int[] wires;

    final boolean constant;

    /**
     * Whether it may have been computed from measurements, by more than measuring into its bits.
     */
    boolean computed;

    private Value value;
    private boolean wasRead;

    Classical(Type.Kind type, int width, int[] wires, boolean constant, Value value) {
      this.type = type;
      this.width = width;
      this.wires = wires;
      this.constant = constant;
      this.value = value;
    }

    Value value() {
      wasRead = true;
      return value;
    }

    /** Whether its value has been asked for since the last call. */
    boolean takeRead() {
      boolean read = wasRead;
      wasRead = false;
      return read;
    }

    /** Through {@link Changes}, which can take it back. */
    void become(Value now) {
      value = now;
    }

    @Override
    public String kind() {
      return type == Type.Kind.BIT ? (width == 0 ? "a bit" : "a register of bits") : "a variable";
    }
  }

  /**
   * A gate that can be applied.
   *
   * @param elementary the language's own, or of a file that comes with the language
   * @param body null: opaque, or one of the two that everything else is made of
   * @param cost of one application; null: not known
   */
  record Gate(
      String name,
      int parameters,
      int qubits,
      boolean elementary,
      Statement.@Nullable Gate body,
      @Nullable Cost cost)
      implements Symbol {
    @Override
    public String kind() {
      return "a gate";
    }

    /** Two definitions are never the same, and comparing their bodies would take long. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  record Subroutine(Statement.Subroutine definition) implements Symbol {
    @Override
    public String kind() {
      return "a subroutine";
    }
  }

  record External(String name, int arguments) implements Symbol {
    @Override
    public String kind() {
      return "an external function";
    }
  }

  /** Declared in a statement with a mistake: nothing is said of its use. */
  record Broken() implements Symbol {
    @Override
    public String kind() {
      return "something broken";
    }
  }

  /** Number of qubits of the operands together. */
  static int size(List<Quantum> operands) {
    return operands.stream().mapToInt(operand -> operand.qubits().length).sum();
  }
}
