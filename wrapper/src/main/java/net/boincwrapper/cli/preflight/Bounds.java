package net.boincwrapper.cli.preflight;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.StateMethod;

/** Holds the needs against the bounds of the workunit, the job's own limit, and this machine. */
final class Bounds {
  /** As for measured runs. */
  private static final double MEMORY_MARGIN = 1.3;

  private static final double DISK_MARGIN = 1.5;
  private static final int OPERATIONS_MARGIN = 100;

  /** {@code tools/backend_lib.h:DEFAULT_RSC_MEMORY_BOUND} and its neighbours. */
  private static final long USUAL_MEMORY = 500_000_000;

  private static final long USUAL_DISK = 1_000_000_000;
  private static final MathContext ROUND_UP = new MathContext(2, RoundingMode.UP);

  /** Instead of a proposal that no host could follow. */
  private static final String NOBODY = "no host has so much";

  /** A bound of more digits is hardly written by hand. */
  private static final MathContext AS_WRITTEN = new MathContext(4, RoundingMode.HALF_UP);

  private final Job job;
  private final BoincTemplate.Bounds bounds;
  private final Machine machine;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * What this machine has.
   *
   * @param memoryBytes 0: unknown
   * @param freeDiskBytes 0: unknown
   */
  record Machine(long memoryBytes, long freeDiskBytes) {}

  private Bounds(Job job, BoincTemplate.Bounds bounds, Machine machine) {
    this.job = job;
    this.bounds = bounds;
    this.machine = machine;
  }

  static List<Problem> check(
      Job job,
      BoincTemplate.Bounds bounds,
      Machine machine,
      Figures figures,
      Needs needs,
      Told<BigInteger> operations) {
    Bounds check = new Bounds(job, bounds, machine);
    if (needs.state().isKnown()) {
      check.memory(figures, needs);
    }
    if (needs.disk().isKnown()) {
      check.disk(needs);
    }
    boolean fits = check.problems.stream().noneMatch(Problem::isError);
    if (operations.isKnown() && fits) {
      check.operations(operations);
    }
    return check.problems;
  }

  /**
   * The most memory that a task may have.
   *
   * @param shown for people
   * @param cure how to write so much more
   */
  private record Most(BigInteger bytes, String shown, String cure) {}

  private Most most(BigInteger wanted) {
    OptionalLong limit = job.limits().memoryBytes();
    long bound = (long) bounds.memoryBytes();
    if (limit.isPresent() && limit.getAsLong() <= bound) {
      long megabytes =
          new BigDecimal(wanted)
              .multiply(BigDecimal.valueOf(MEMORY_MARGIN / (1 << 20)))
              .setScale(0, RoundingMode.UP)
              .longValue();
      return new Most(
          BigInteger.valueOf(limit.getAsLong()),
          "the memory limit is " + Sizes.show(limit.getAsLong()),
          "write memory = \"" + megabytes + "m\" in [limits]");
    }
    return new Most(
        BigInteger.valueOf(bound),
        "the bound is " + Sizes.show(bound) + usual(bound, USUAL_MEMORY),
        "write " + element("rsc_memory_bound", wanted, MEMORY_MARGIN));
  }

  private static String usual(long bytes, long usual) {
    return bytes == usual ? ", BOINC's default" : "";
  }

  private void memory(Figures figures, Needs needs) {
    Origin origin = figures.qubits().origin();
    int bytes = Needs.bytesPerAmplitude(job);
    StateMethod method = figures.method().get();
    int qubits = figures.qubits().get();
    String as = qubits + (qubits == 1 ? " qubit" : " qubits") + " as a ";
    String what = as + (method.isDense() ? method.shown(bytes) : method.shown()) + need(qubits);
    BigInteger state = needs.state().get();
    BigInteger wanted = needs.memory().value().orElse(state);
    Most most = most(wanted);
    boolean full = state.compareTo(most.bytes()) >= 0;
    if (method.isDense() && figures.certain() && full) {
      problems.add(
          origin.error(
              what + Sizes.show(state) + "; " + most.shown() + "; " + fit(method, most, bytes)));
      return;
    }
    if (full || wanted.compareTo(most.bytes()) > 0) {
      problems.add(
          origin.warning(
              what
                  + Sizes.show(wanted)
                  + (needs.memory().isKnown() ? " (" + needs.memory().note() + ")" : "")
                  + (figures.certain() ? "" : " unless the circuit has Clifford gates alone")
                  + "; "
                  + most.shown()
                  + "; "
                  + (method.isDense() ? fit(method, most, bytes) + "; " : "")
                  + (isAbove(wanted, Sizes.MOST) ? NOBODY : most.cure())));
    }
    if (machine.memoryBytes() > 0 && isAbove(state, machine.memoryBytes())) {
      problems.add(
          origin.warning(
              what
                  + Sizes.show(state)
                  + "; this machine has "
                  + Sizes.show(machine.memoryBytes())
                  + ", so that a task would be postponed here"));
    }
  }

  private static String need(int qubits) {
    return qubits == 1 ? " needs " : " need ";
  }

  /** With all that the job says it takes, less than the bound. */
  private String fit(StateMethod method, Most most, int bytesPerAmplitude) {
    int fit = 0;
    while (Needs.memory(method.denseBytes(fit + 1, bytesPerAmplitude), job).compareTo(most.bytes())
        < 0) {
      fit++;
    }
    return fit + (fit == 1 ? " qubit fits" : " qubits fit");
  }

  private void disk(Needs needs) {
    BigInteger disk = needs.disk().get();
    long bound = (long) bounds.diskBytes();
    Origin origin = needs.disk().origin();
    String need = Sizes.show(disk) + " are on disk at once (" + needs.disk().note() + ")";
    if (isAbove(disk, bound)) {
      problems.add(
          origin.warning(
              need
                  + "; the bound is "
                  + Sizes.show(bound)
                  + usual(bound, USUAL_DISK)
                  + ", above which the client aborts the task (196); "
                  + (isAbove(disk, Sizes.MOST)
                      ? NOBODY
                      : "write " + element("rsc_disk_bound", disk, DISK_MARGIN))));
    } else if (machine.freeDiskBytes() > 0 && isAbove(disk, machine.freeDiskBytes())) {
      problems.add(
          origin.warning(
              need + "; this machine has " + Sizes.show(machine.freeDiskBytes()) + " free"));
    }
  }

  private void operations(Told<BigInteger> operations) {
    BigDecimal count = new BigDecimal(operations.get());
    if (count.compareTo(BigDecimal.valueOf(bounds.fpopsBound())) > 0) {
      problems.add(
          operations
              .origin()
              .warning(
                  "one shot takes "
                      + scientific(count)
                      + " floating-point operations; rsc_fpops_bound is "
                      + scientific(BigDecimal.valueOf(bounds.fpopsBound()), AS_WRITTEN)
                      + ", after which the client aborts the task (197); write "
                      + element("rsc_fpops_est", operations.get(), 1)
                      + " and "
                      + element("rsc_fpops_bound", operations.get(), OPERATIONS_MARGIN)
                      + ", or what a rehearsal measures"));
    }
  }

  private static boolean isAbove(BigInteger bytes, long most) {
    return bytes.compareTo(BigInteger.valueOf(most)) > 0;
  }

  private static String element(String name, BigInteger value, double margin) {
    BigDecimal wanted = new BigDecimal(value).multiply(BigDecimal.valueOf(margin));
    return "<" + name + ">" + scientific(wanted) + "</" + name + ">";
  }

  /** {@code 1.3e12}, rounded up. */
  static String scientific(BigDecimal value) {
    return scientific(value, ROUND_UP);
  }

  private static String scientific(BigDecimal value, MathContext digits) {
    BigDecimal rounded = value.round(digits);
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString()
        + "e"
        + exponent;
  }
}
