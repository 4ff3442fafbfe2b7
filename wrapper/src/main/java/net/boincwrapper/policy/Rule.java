package net.boincwrapper.policy;

/** One value of the policy, and where it comes from. */
public record Rule<T>(T value, Origin origin) {
  static <T> Rule<T> byDefault(T value) {
    return new Rule<>(value, Origin.DEFAULT);
  }
}
