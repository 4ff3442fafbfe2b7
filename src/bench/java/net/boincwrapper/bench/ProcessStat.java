package net.boincwrapper.bench;

/**
 * What {@code /proc/PID/stat} says.
 *
 * @param name at most 15 characters
 * @param cpuSeconds of the process and of all its children that have ended and that it has waited
 *     for, to 0.01 s
 * @param endedChildrenCpuSeconds the part of those children
 */
record ProcessStat(
    long pid, String name, long parent, double cpuSeconds, double endedChildrenCpuSeconds) {
  /** {@code USER_HZ}, which is 100 on every Linux that Docker runs on. */
  private static final double TICKS = 100;

  /** The name may hold anything, parentheses and spaces included: what counts is the last one. */
  static ProcessStat of(String stat) {
    int opening = stat.indexOf('(');
    int closing = stat.lastIndexOf(')');
    // From the state on, which proc(5) calls field 3.
    String[] fields = stat.substring(closing + 2).split(" ", -1);
    double own = ticks(fields[11]) + ticks(fields[12]);
    double children = ticks(fields[13]) + ticks(fields[14]);
    return new ProcessStat(
        Long.parseLong(stat.substring(0, opening).strip()),
        stat.substring(opening + 1, closing),
        Long.parseLong(fields[1]),
        own + children,
        children);
  }

  private static double ticks(String field) {
    return Long.parseLong(field) / TICKS;
  }
}
