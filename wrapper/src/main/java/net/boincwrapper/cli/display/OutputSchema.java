package net.boincwrapper.cli.display;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The JSON Schema (draft 2020-12) of what {@code --json} prints. Each output begins with {@code
 * schemaVersion} and {@code kind}, which names its definition in the schema.
 */
public final class OutputSchema {
  /** Becomes higher when a key changes its meaning or goes; a new key changes nothing. */
  public static final int VERSION = 1;

  private static final String FILE = "output.schema.json";

  private OutputSchema() {}

  public static String text() throws IOException {
    try (InputStream file = OutputSchema.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
