package net.boincwrapper.cli.circuit;

import java.util.List;
import java.util.OptionalDouble;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** The matrices of elementary gates, which their definitions give. */
final class GateMatrices {
  private final GateDefinitions definitions;

  GateMatrices(GateDefinitions definitions) {
    this.definitions = definitions;
  }

  /** Without the controls; null: an angle or a power is not known, or such a power not computed. */
  @Nullable Matrix of(Application application) {
    @Nullable Matrix matrix = plain(application.gate(), application.arguments());
    for (Value power : application.powers()) {
      matrix = matrix == null ? null : power(matrix, power);
    }
    return matrix;
  }

  private @Nullable Matrix plain(Symbol.Gate gate, List<Value> arguments) {
    double[] angles = new double[arguments.size()];
    for (int i = 0; i < angles.length; i++) {
      OptionalDouble angle = Numbers.real(arguments.get(i));
      if (angle.isEmpty()) {
        return null;
      }
      angles[i] = angle.getAsDouble();
    }
    if (gate.equals(GateTable.U)) {
      return rotation(angles[0], angles[1], angles[2]);
    }
    if (gate.equals(GateTable.CX)) {
      return rotation(Math.PI, 0, Math.PI).controlled(1);
    }
    if (gate.equals(GateTable.PHASE)) {
      return new Matrix(1, new double[] {Math.cos(angles[0])}, new double[] {Math.sin(angles[0])});
    }
    Product product = new Product(gate.qubits());
    definitions.follow(gate, arguments, product);
    return product.matrix;
  }

  /** As OpenQASM 3 defines U, with its global phase. */
  private static Matrix rotation(double theta, double phi, double lambda) {
    double cos = Math.cos(theta / 2);
    double sin = Math.sin(theta / 2);
    double[] phases = {
      theta / 2, lambda + Math.PI + theta / 2, phi + theta / 2, phi + lambda + theta / 2
    };
    double[] sizes = {cos, sin, sin, cos};
    double[] re = new double[4];
    double[] im = new double[4];
    for (int i = 0; i < 4; i++) {
      re[i] = sizes[i] * Math.cos(phases[i]);
      im[i] = sizes[i] * Math.sin(phases[i]);
    }
    return new Matrix(2, re, im);
  }

  private static @Nullable Matrix power(Matrix matrix, Value power) {
    OptionalDouble exponent = Numbers.real(power);
    if (exponent.isEmpty()) {
      return null;
    }
    double number = exponent.getAsDouble();
    if (number == Math.rint(number) && Math.abs(number) < 1 << 20) {
      return repeated(number < 0 ? matrix.inverse() : matrix, (int) Math.abs(number));
    }
    return matrix.size() == 2 ? Power.of(matrix, number) : null;
  }

  private static Matrix repeated(Matrix matrix, int times) {
    Matrix result = Matrix.identity(Integer.numberOfTrailingZeros(matrix.size()));
    Matrix square = matrix;
    for (int rest = times; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result.times(square);
      }
      square = square.times(square);
    }
    return result;
  }

  /** Multiplies the gates of a definition. */
  private final class Product extends GateEffects {
    private final int qubits;
    private @Nullable Matrix matrix;

    Product(int qubits) {
      this.qubits = qubits;
      matrix = Matrix.identity(qubits);
    }

    @Override
    public void gate(Application application, int[] condition) {
      @Nullable Matrix base = of(application);
      @Nullable Matrix before = matrix;
      matrix =
          base == null || before == null
              ? null
              : base.controlled(application.controls())
                  .on(application.qubits(), qubits)
                  .times(before);
    }

    @Override
    public void unknown(Figure figure, Place place, String reason) {
      matrix = null;
    }
  }
}
