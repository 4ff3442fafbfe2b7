package net.boincwrapper.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.job.CircuitLabels;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.QuantumNeeds;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.StateMethod;

/**
 * Whether a task's memory can hold the state that the job says it has, or its image by labels. Only
 * what is certain counts: one copy of a dense state. A job that has another method for circuits of
 * Clifford gates is judged by nobody here, for a task does not read circuits.
 *
 * @param kind what follows from it
 * @param message for people, with the figures
 */
public record StateMemory(Kind kind, String message) {
  /** Bytes of an amplitude where nobody states the precision. */
  private static final int SINGLE = 8;

  /** What follows. */
  public enum Kind {
    /** No host can run it: not even one state fits into the workunit's or the job's own bound. */
    IMPOSSIBLE,
    /** Another host may run it. */
    NOT_HERE,
    /** By the job's own estimate it needs more than it may have. */
    TIGHT
  }

  /**
   * The memory there is.
   *
   * @param bound the workunit's; empty: unknown
   * @param hostBytes of the whole host; 0: unknown
   */
  public record Room(OptionalLong bound, long hostBytes) {}

  /**
   * What is stated of the state.
   *
   * @param bytesPerAmplitude the least that is possible, where nobody states the precision
   */
  private record State(int qubits, StateMethod method, int bytesPerAmplitude) {
    BigInteger bytes() {
      return method.denseBytes(qubits, bytesPerAmplitude);
    }

    String need(BigInteger bytes) {
      return qubits
          + (qubits == 1 ? " qubit" : " qubits")
          + " as a "
          + method.shown(bytesPerAmplitude)
          + (qubits == 1 ? " needs " : " need ")
          + Sizes.show(bytes);
    }
  }

  /**
   * Looks at what the job says, and at the labels for what it leaves open.
   *
   * @param labels the image's; empty as long as it is not here
   * @return empty where nothing speaks against it, or nothing is known
   */
  public static Optional<StateMemory> of(Job job, Map<String, String> labels, Room room) {
    return state(job.quantum(), labels).flatMap(state -> judge(state, job, room));
  }

  private static Optional<State> state(Optional<QuantumNeeds> needs, Map<String, String> labels) {
    if (needs.flatMap(QuantumNeeds::clifford).isPresent()) {
      return Optional.empty();
    }
    int qubits = needs.isPresent() ? needs.get().qubits().orElse(0) : 0;
    int known = qubits > 0 ? qubits : count(labels.getOrDefault(CircuitLabels.QUBITS, ""));
    int bytes = needs.isPresent() ? needs.get().bytesPerAmplitude() : SINGLE;
    return needs
        .flatMap(QuantumNeeds::method)
        .or(() -> StateMethod.named(labels.getOrDefault(CircuitLabels.METHOD, "")))
        .filter(method -> method.isDense() && known > 0)
        .map(method -> new State(known, method, bytes));
  }

  /** 0 where it is no number. */
  private static int count(String label) {
    return label.matches("\\d{1,9}") ? Integer.parseInt(label) : 0;
  }

  private static Optional<StateMemory> judge(State state, Job job, Room room) {
    OptionalLong limit = job.limits().memoryBytes();
    boolean byLimit = limit.isPresent() && limit.getAsLong() <= room.bound().orElse(Long.MAX_VALUE);
    OptionalLong most = byLimit ? limit : room.bound();
    String which = byLimit ? "the memory limit is " : "the bound is ";
    if (most.isPresent() && isAbove(state.bytes(), most.getAsLong())) {
      return found(Kind.IMPOSSIBLE, state, state.bytes(), which, most.getAsLong());
    }
    if (room.hostBytes() > 0 && isAbove(state.bytes(), room.hostBytes())) {
      return found(Kind.NOT_HERE, state, state.bytes(), "this host has ", room.hostBytes());
    }
    BigInteger estimate = job.quantum().map(needs -> estimate(state, needs)).orElse(state.bytes());
    return most.isPresent() && isAbove(estimate, most.getAsLong())
        ? Optional.of(
            new StateMemory(
                Kind.TIGHT,
                state.need(estimate)
                    + " by memory_base and state_copies; "
                    + which
                    + Sizes.show(most.getAsLong())))
        : Optional.empty();
  }

  private static boolean isAbove(BigInteger bytes, long most) {
    return bytes.compareTo(BigInteger.valueOf(most)) > 0;
  }

  private static BigInteger estimate(State state, QuantumNeeds needs) {
    BigDecimal copies = BigDecimal.valueOf(needs.stateCopies().orElse(1));
    return copies
        .multiply(new BigDecimal(state.bytes()))
        .toBigInteger()
        .add(BigInteger.valueOf(needs.memoryBase().orElse(0)));
  }

  private static Optional<StateMemory> found(
      Kind kind, State state, BigInteger bytes, String which, long most) {
    int fit = state.method().mostQubits(BigInteger.valueOf(most), state.bytesPerAmplitude());
    String message =
        state.need(bytes) + "; " + which + Sizes.show(most) + "; " + fit + " qubits fit";
    return Optional.of(new StateMemory(kind, message));
  }
}
