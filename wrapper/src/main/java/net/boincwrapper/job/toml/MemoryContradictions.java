package net.boincwrapper.job.toml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.StateMethod;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Finds what cannot fit into the memory limit that the job itself sets. */
final class MemoryContradictions {
  private final Job job;
  private final Written written;
  private final Problems problems;

  MemoryContradictions(Job job, Written written, Problems problems) {
    this.job = job;
    this.written = written;
    this.problems = problems;
  }

  void find() {
    memory();
    quantum();
  }

  private Key memoryKey() {
    return written.has(JobKeys.MEMORY) ? JobKeys.MEMORY : JobKeys.CREATE_ARGS;
  }

  private void memory() {
    List<String> parts = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    OptionalLong shm = job.limits().shmBytes();
    if (shm.isPresent()) {
      sum = sum.add(BigInteger.valueOf(shm.getAsLong()));
      parts.add("shm " + Sizes.show(shm.getAsLong()));
    }
    for (Job.Scratch scratch : job.scratch()) {
      sum = sum.add(BigInteger.valueOf(scratch.sizeBytes()));
      parts.add("scratch " + Sizes.show(scratch.sizeBytes()));
    }
    OptionalLong limit = job.limits().memoryBytes();
    if (limit.isPresent() && sum.compareTo(BigInteger.valueOf(limit.getAsLong())) > 0) {
      problems.error(
          written.line(memoryKey()),
          "the memory limit of "
              + Sizes.show(limit.getAsLong())
              + " is less than what lives in it: "
              + String.join(" + ", parts));
    }
  }

  /** A circuit of Clifford gates alone may need less: such a job is judged by its circuit. */
  private void quantum() {
    OptionalLong limit = job.limits().memoryBytes();
    Optional<Job.QuantumNeeds> needs = job.quantum().filter(table -> table.clifford().isEmpty());
    Optional<StateMethod> method =
        needs.flatMap(Job.QuantumNeeds::method).filter(StateMethod::isDense);
    if (limit.isPresent() && method.isPresent() && needs.get().qubits().isPresent()) {
      state(needs.get().qubits().getAsInt(), method.get(), needs.get(), limit.getAsLong());
    }
  }

  private void state(int qubits, StateMethod method, Job.QuantumNeeds needs, long limit) {
    BigInteger least = method.denseBytes(qubits, needs.bytesPerAmplitude());
    BigInteger most = BigInteger.valueOf(limit);
    if (least.compareTo(most) > 0) {
      problems.error(
          written.line(JobKeys.QUBITS),
          String.format(
              "%d qubits as a %s need %s; the memory limit is %s; %d qubits fit",
              qubits,
              method.shown(needs.bytesPerAmplitude()),
              Sizes.show(least),
              Sizes.show(limit),
              method.mostQubits(most, needs.bytesPerAmplitude())));
    }
  }
}
