package net.boincwrapper.cli.preflight;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.QuantumNeeds;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.StateMethod;

/**
 * Memory and disk that follow from the figures.
 *
 * @param state one copy of the state
 * @param memory what the app takes, with its own statement of base and copies
 * @param disk checkpoints and outputs
 */
record Needs(Told<BigInteger> state, Told<BigInteger> memory, Told<BigInteger> disk) {
  /** Besides the sealed generations: the live file, the app's temporary one, one being sealed. */
  private static final int MORE_COPIES = 3;

  static Needs of(Figures figures, Job job, JobFolder folder) {
    Told<BigInteger> state = state(figures, bytesPerAmplitude(job));
    return new Needs(state, memory(state, job), disk(state, job, folder));
  }

  static int bytesPerAmplitude(Job job) {
    return job.quantum().map(QuantumNeeds::bytesPerAmplitude).orElse(16);
  }

  private static Told<BigInteger> state(Figures figures, int bytesPerAmplitude) {
    if (!figures.method().isKnown()) {
      return figures.method().stillUnknown();
    }
    if (!figures.qubits().isKnown()) {
      return figures.qubits().stillUnknown();
    }
    StateMethod method = figures.method().get();
    int qubits = figures.qubits().get();
    Origin origin = figures.qubits().origin();
    if (method.isDense()) {
      return Told.known(
          method.denseBytes(qubits, bytesPerAmplitude),
          origin,
          bytesPerAmplitude + " bytes x " + method.levelsPerQubit() + "^" + qubits);
    }
    return method == StateMethod.STABILIZER
        ? Told.known(tableau(qubits), origin, "2n x (2n + 1) bits, n = " + qubits)
        : Told.unknown(figures.method().origin(), unknown(method));
  }

  private static String unknown(StateMethod method) {
    return switch (method) {
      case SPARSE ->
          "a sparse state has as many amplitudes as are not zero, and nobody knows how"
              + " many before the run";
      case MATRIX_PRODUCT_STATE ->
          "a matrix product state is as large as the entanglement makes it";
      default -> "a tensor network is as large as the order of its contractions makes it";
    };
  }

  /** Aaronson and Gottesman, 2004: 2n generators, each of 2n bits and a sign. */
  static BigInteger tableau(int qubits) {
    BigInteger rows = BigInteger.valueOf(2L * qubits);
    BigInteger bits = rows.multiply(rows.add(BigInteger.ONE));
    return bits.add(BigInteger.valueOf(7)).shiftRight(3);
  }

  private static Told<BigInteger> memory(Told<BigInteger> state, Job job) {
    boolean both =
        job.quantum()
            .filter(it -> it.memoryBase().isPresent() && it.stateCopies().isPresent())
            .isPresent();
    if (!state.isKnown()) {
      return state;
    }
    return both
        ? Told.known(memory(state.get(), job), state.origin(), memoryNote(state.get(), job))
        : Told.unknown(
            state.origin(), "more than the state; write memory_base and state_copies in [quantum]");
  }

  /** Of states of so many bytes: base and copies. What is not stated counts as 0, or as one. */
  static BigInteger memory(BigInteger state, Job job) {
    Optional<QuantumNeeds> needs = job.quantum();
    double copies = needs.isPresent() ? needs.get().stateCopies().orElse(1) : 1;
    long base = needs.isPresent() ? needs.get().memoryBase().orElse(0) : 0;
    return BigDecimal.valueOf(copies)
        .multiply(new BigDecimal(state))
        .setScale(0, RoundingMode.UP)
        .toBigInteger()
        .add(BigInteger.valueOf(base));
  }

  private static String memoryNote(BigInteger state, Job job) {
    QuantumNeeds needs = job.quantum().orElseThrow();
    String copies =
        BigDecimal.valueOf(needs.stateCopies().orElse(1)).stripTrailingZeros().toPlainString();
    return Sizes.show(needs.memoryBase().orElse(0)) + " + " + copies + " x " + Sizes.show(state);
  }

  private static Told<BigInteger> disk(Told<BigInteger> state, Job job, JobFolder folder) {
    BigInteger outputs = outputs(folder.output());
    int copies = copies(job);
    if (copies == 0) {
      return Told.known(
          outputs, Origin.whole(folder.outputName()), "outputs alone; no checkpoint is declared");
    }
    return state.isKnown()
        ? Told.known(
            state.get().multiply(BigInteger.valueOf(copies)).add(outputs),
            state.origin(),
            copies
                + " x "
                + Sizes.show(state.get())
                + " for checkpoints"
                + (outputs.signum() == 0 ? "" : ", " + Sizes.show(outputs) + " for outputs"))
        : state.stillUnknown();
  }

  /** How many checkpoints there are at once; 0: the job writes none. */
  private static int copies(Job job) {
    int generations = job.checkpoint().generations();
    return job.checkpoint().files().isEmpty()
        ? 0
        : generations == 0 ? MORE_COPIES - 1 : generations + MORE_COPIES;
  }

  private static BigInteger outputs(Optional<BoincTemplate> output) {
    return output.stream()
        .flatMap(template -> template.files().stream())
        .map(FileReference::maxBytes)
        .filter(OptionalLong::isPresent)
        .map(bytes -> BigInteger.valueOf(bytes.getAsLong()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
