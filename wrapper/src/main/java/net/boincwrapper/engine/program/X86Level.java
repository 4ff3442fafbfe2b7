package net.boincwrapper.engine.program;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The levels of the x86-64 psABI above the baseline.
 *
 * <p>The features are in the kernel's words (/proc/cpuinfo), which the client sends and a plan
 * class may demand ({@code client/hostinfo_unix.cpp}; {@code sched/plan_class_spec.cpp}, {@code
 * <cpu_feature>}).
 */
public enum X86Level {
  V2("x86-64-v2", 1 << 1, List.of("ssse3", "sse4_2", "popcnt")),
  V3("x86-64-v3", 1 << 2, List.of("avx2", "bmi2", "fma")),
  V4("x86-64-v4", 1 << 3, List.of("avx512f", "avx512bw", "avx512dq", "avx512vl"));

  private final String text;
  private final int bit;

  @SuppressWarnings("ImmutableEnumChecker") // They are made by List.of.
  private final List<String> features;

  X86Level(String text, int bit, List<String> features) {
    this.text = text;
    this.bit = bit;
    this.features = features;
  }

  /** The highest of the bits of GNU_PROPERTY_X86_ISA_1_NEEDED; empty: the baseline, or no note. */
  public static Optional<X86Level> of(OptionalInt isaNeeded) {
    Optional<X86Level> highest = Optional.empty();
    for (X86Level level : values()) {
      if ((isaNeeded.orElse(0) & level.bit) != 0) {
        highest = Optional.of(level);
      }
    }
    return highest;
  }

  /** Those that tell a CPU of this level from one of the level below. */
  public List<String> features() {
    return features;
  }

  /** As compilers name it in {@code -march}. */
  @Override
  public String toString() {
    return text;
  }
}
