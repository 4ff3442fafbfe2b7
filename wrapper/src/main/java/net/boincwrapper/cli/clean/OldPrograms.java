package net.boincwrapper.cli.clean;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.cli.host.ProgramStores;

/**
 * Versions of this program that are unpacked and not run any more. The launcher removes them, too,
 * but only when another is unpacked (launcher, {@code store.c}, which this does alike).
 *
 * @param all whether those go, too, that were used lately
 */
record OldPrograms(HeldLocks locks, boolean all) {
  /** {@code store.c:UNUSED_SECONDS}. */
  private static final Duration UNUSED = Duration.ofDays(14);

  List<Leftover> in(Path store, Instant now) throws IOException {
    List<Leftover> found = new ArrayList<>();
    for (Path use : DataDirectory.children(store)) {
      String name = String.valueOf(use.getFileName());
      if (name.endsWith(ProgramStores.USE) && !locks.hold(use) && isOld(use, now)) {
        String version = name.substring(0, name.length() - ProgramStores.USE.length());
        Path directory = store.resolve(version);
        found.add(
            new Leftover(
                "program",
                directory.toString(),
                all ? "nobody runs it now" : "nobody has run it for 14 days",
                OptionalLong.of(Files.isDirectory(directory) ? ProgramStores.bytes(directory) : 0),
                () -> remove(store, version)));
      }
    }
    return found;
  }

  private boolean isOld(Path use, Instant now) throws IOException {
    return all || Files.getLastModifiedTime(use).toInstant().plus(UNUSED).isBefore(now);
  }

  /**
   * The locks are those of flock(2), which Java does not have. Who waits for the second one sees
   * afterwards that its file is gone, and unpacks anew.
   */
  private static boolean remove(Path store, String version)
      throws IOException, InterruptedException {
    String file = store.resolve(version).toString();
    List<String> command =
        List.of(
            "flock",
            "--nonblock",
            store.resolve("making").toString(),
            "flock",
            "--nonblock",
            file + ProgramStores.USE,
            "rm",
            "--recursive",
            "--force",
            "--one-file-system",
            "--",
            file + ".stamp",
            file,
            file + ProgramStores.USE);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    return process.waitFor() == 0;
  }
}
