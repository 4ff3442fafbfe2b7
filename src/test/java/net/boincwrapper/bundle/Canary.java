package net.boincwrapper.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import net.boincwrapper.harness.Shell;

/** A library that, loaded into any program, leaves a file. */
record Canary(Path library, Path song) {
  /** Whoever takes this one does not get as far as to let another sing. */
  private static final String LIBC = "libc.so.6";

  /** Names that the runtime, a shell or the loader itself would take from a library path. */
  private static final List<String> NAMES =
      List.of(
          LIBC,
          "libm.so.6",
          "libz.so.1",
          "libdl.so.2",
          "libpthread.so.0",
          "libjvm.so",
          "libjli.so",
          "libnss_files.so.2",
          "glibc-hwcaps/x86-64-v2/libc.so.6",
          "glibc-hwcaps/x86-64-v3/libm.so.6");

  static Canary hatch(Path directory) throws IOException {
    Path song = directory.resolve("canary-sang");
    Path source =
        Files.writeString(
            directory.resolve("canary.c"),
            """
            #include <fcntl.h>
            __attribute__((constructor)) static void sing(void) { open("%s", O_CREAT | O_WRONLY, 0666); }
            """
                .formatted(song));
    Path library = directory.resolve("canary.so");
    Shell.succeed("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    return new Canary(library, song);
  }

  void plantIn(Path slot) throws IOException {
    plant(slot, NAMES);
  }

  void plantAllButLibcIn(Path slot) throws IOException {
    plant(slot, NAMES.stream().filter(name -> !name.endsWith(LIBC)).toList());
  }

  private void plant(Path slot, List<String> names) throws IOException {
    for (String name : names) {
      Files.createDirectories(slot.resolve(name).getParent());
      Files.copy(library, slot.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Whether it sings where somebody does look for libraries in that directory. */
  boolean singsTo(Path slot) throws IOException {
    Path program = slot.resolveSibling("takes-libm");
    Path source = Files.writeString(slot.resolveSibling("main.c"), "int main(void) { return 0; }");
    Shell.succeed("gcc", "-Wl,--no-as-needed", source.toString(), "-lm", "-o", program.toString());
    Shell.succeed("env", "LD_LIBRARY_PATH=" + slot, program.toString());
    return Files.deleteIfExists(song);
  }
}
