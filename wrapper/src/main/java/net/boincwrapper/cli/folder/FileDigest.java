package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import net.boincwrapper.slot.Sha256;

/** SHA-256 of files, as 64 hexadecimal digits. */
public final class FileDigest {
  private static final int CHUNK = 1 << 16;

  private FileDigest() {}

  public static String of(byte[] content) {
    return Sha256.hex(Sha256.digest().digest(content));
  }

  public static String of(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
    }
    return Sha256.hex(digest.digest());
  }
}
