package net.boincwrapper.cli.program;

import java.util.Map;
import java.util.Optional;

/** Libraries that scientific programs often need and that Debian's and Ubuntu's images lack. */
final class DebianLibraries {
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("libgomp.so.1", "libgomp1"),
          Map.entry("libgfortran.so.5", "libgfortran5"),
          Map.entry("libquadmath.so.0", "libquadmath0"),
          Map.entry("libblas.so.3", "libblas3"),
          Map.entry("liblapack.so.3", "liblapack3"),
          Map.entry("libopenblas.so.0", "libopenblas0"),
          Map.entry("libfftw3.so.3", "libfftw3-double3"),
          Map.entry("libfftw3f.so.3", "libfftw3-single3"),
          Map.entry("libomp.so.5", "libomp5"),
          Map.entry("libtbb.so.12", "libtbb12"),
          Map.entry("libsqlite3.so.0", "libsqlite3-0"));

  private DebianLibraries() {}

  /** Empty for a library that is there, or of which nothing is known. */
  static Optional<String> packageOf(String library) {
    return Optional.ofNullable(PACKAGES.get(library));
  }
}
