package net.boincwrapper.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.toml.SourceText;

/**
 * A policy of an author's own, as it was read.
 *
 * @param text empty where that failed
 */
record AuthorPolicy(PolicyReader.Outcome read, Optional<byte[]> text) implements PolicySource {
  static AuthorPolicy read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(SourceText.MOST_BYTES + 1);
      return new AuthorPolicy(PolicyReader.read(file.toString(), text), Optional.of(text));
    } catch (IOException e) {
      return new AuthorPolicy(
          PolicyReader.Outcome.refused(file.toString(), "cannot be read: " + e), Optional.empty());
    }
  }

  @Override
  public Optional<byte[]> authorsOwn() {
    return text;
  }
}
