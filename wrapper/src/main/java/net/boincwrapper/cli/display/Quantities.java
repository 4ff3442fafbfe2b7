package net.boincwrapper.cli.display;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them. */
public final class Quantities {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Quantities() {}

  /** {@code 1:05} or {@code 2:03:04}. */
  public static String duration(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** {@code 80.5 MiB}. */
  public static String bytes(long bytes) {
    int unit = 0;
    double value = (double) bytes;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** {@code 1 CPU}, {@code 2 CPUs}, {@code 0.5 CPUs}. */
  public static String cpus(double cpus) {
    String number =
        cpus == Math.rint(cpus)
            ? Long.toString((long) cpus)
            : String.format(Locale.ROOT, "%.2f", cpus);
    return number + (cpus == 1 ? " CPU" : " CPUs");
  }
}
