package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares what people see with what they are meant to see, kept in a file. To accept a change, run
 * the test with {@code -DacceptSnapshots=true} and read the difference.
 */
public final class Snapshot {
  private static final Path HOME = Path.of("src/test/resources/net/boincwrapper/cli");

  private Snapshot() {}

  public static void matches(String name, String seen) throws IOException {
    Path file = HOME.resolve(name);
    if (Boolean.getBoolean("acceptSnapshots")) {
      Files.writeString(file, seen);
    }
    assertThat(seen).as(name).isEqualTo(Files.readString(file));
  }
}
