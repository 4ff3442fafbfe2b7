package net.boincwrapper.job.toml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.Sizes;

/** Finds what cannot fit into the memory limit that the job itself sets. */
final class MemoryContradictions {
  private static final Map<Job.QuantumNeeds.Method, String> SHOWN =
      Map.of(
          Job.QuantumNeeds.Method.STATEVECTOR, "state vector",
          Job.QuantumNeeds.Method.DENSITY_MATRIX, "density matrix",
          Job.QuantumNeeds.Method.UNITARY, "unitary",
          Job.QuantumNeeds.Method.TRAJECTORIES, "state vector of one trajectory",
          Job.QuantumNeeds.Method.SPARSE, "sparse state");

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

  private void quantum() {
    OptionalLong limit = job.limits().memoryBytes();
    if (job.quantum().isEmpty() || limit.isEmpty()) {
      return;
    }
    Job.QuantumNeeds needs = job.quantum().get();
    BigInteger bytes = needs.stateBytes();
    if (bytes.compareTo(BigInteger.valueOf(limit.getAsLong())) > 0) {
      problems.error(
          written.line(JobKeys.QUBITS),
          String.format(
              "%d qubits need %s for the %s alone (%d x %d^%d bytes), but the memory limit is %s",
              needs.qubits(),
              Sizes.show(bytes),
              SHOWN.get(needs.method()),
              needs.bytesPerAmplitude(),
              needs.levelsPerQubit(),
              needs.qubits(),
              Sizes.show(limit.getAsLong())));
    }
  }
}
