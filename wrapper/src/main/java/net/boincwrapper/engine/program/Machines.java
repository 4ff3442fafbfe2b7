package net.boincwrapper.engine.program;

import java.util.Map;
import java.util.Set;

/** Architectures, by the {@code e_machine} of an executable (linux/elf-em.h). */
final class Machines {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(3, "i386"),
          Map.entry(8, "mips"),
          Map.entry(20, "ppc"),
          Map.entry(21, "ppc64"),
          Map.entry(22, "s390x"),
          Map.entry(40, "arm"),
          Map.entry(62, "x86_64"),
          Map.entry(183, "aarch64"),
          Map.entry(243, "riscv64"),
          Map.entry(258, "loongarch64"));

  /** What the kernel of a host can run, by Java's name for the host's architecture. */
  private static final Map<String, Set<Integer>> RUNS =
      Map.of("amd64", Set.of(62, 3), "aarch64", Set.of(183, 40));

  private Machines() {}

  /** The name that {@code uname -m} would print. */
  static String name(int machine) {
    return NAMES.getOrDefault(machine, "an architecture with the ELF number " + machine);
  }

  /** The same name for a host, from Java's name. */
  static String host(String javaName) {
    return javaName.equals("amd64") ? "x86_64" : javaName;
  }

  /** Whether a host can run it; true where that is not known. */
  static boolean runs(String javaName, int machine) {
    Set<Integer> known = RUNS.get(javaName);
    return known == null || known.contains(machine);
  }
}
