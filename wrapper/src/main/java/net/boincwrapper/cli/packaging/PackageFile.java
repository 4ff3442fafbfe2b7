package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import net.boincwrapper.cli.folder.FileDigest;
import org.jspecify.annotations.Nullable;

/** A file of the package: a copy of another one, or a text. */
public final class PackageFile {
  private static final String EXECUTABLE = "rwxr-xr-x";
  private static final String OTHER = "rw-r--r--";

  private final @Nullable Path source;
  private final byte[] text;
  private final String sha256;
  private final boolean executable;

  private PackageFile(@Nullable Path source, byte[] text, String sha256, boolean executable) {
    this.source = source;
    this.text = text;
    this.sha256 = sha256;
    this.executable = executable;
  }

  /**
   * A copy.
   *
   * @param sha256 of the source, which must not change
   */
  public static PackageFile copy(Path source, String sha256, boolean executable) {
    return new PackageFile(source, new byte[0], sha256, executable);
  }

  public static PackageFile text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public static PackageFile bytes(byte[] bytes) {
    return new PackageFile(null, bytes.clone(), FileDigest.of(bytes), false);
  }

  static PackageFile script(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new PackageFile(null, bytes, FileDigest.of(bytes), true);
  }

  String sha256() {
    return sha256;
  }

  /** Writes it where nothing is yet, with modes that do not depend on whose call it is. */
  void write(Path target) throws IOException {
    Path above = target.getParent();
    if (above != null) {
      Files.createDirectories(above);
    }
    if (source == null) {
      Files.write(target, text);
    } else {
      copy(source, target);
      if (!FileDigest.of(target).equals(sha256)) {
        throw new IOException(source + " changed while it was copied; run this again");
      }
    }
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? EXECUTABLE : OTHER));
  }

  /** {@link Files#copy(Path, Path, CopyOption...)} blames the source for a full disk. */
  private static void copy(Path source, Path target) throws IOException {
    try (InputStream in = Files.newInputStream(source)) {
      Files.copy(in, target);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(target.toString(), null, e.getMessage());
    }
  }

  /**
   * Whether a server would ship it as an executable: the owner's bit counts ({@code
   * tools/update_versions:process_file}).
   */
  static boolean isExecutable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }

  boolean hasContentOf(Path file) throws IOException {
    return FileDigest.of(file).equals(sha256);
  }

  /** How a file that is there differs from this one; empty if it does not. */
  Optional<String> difference(Path there) throws IOException {
    if (!Files.isRegularFile(there)) {
      return Optional.of("is missing");
    }
    if (!hasContentOf(there)) {
      return Optional.of("has another content");
    }
    if (isExecutable(there) != executable) {
      return Optional.of(executable ? "is not executable" : "is executable");
    }
    return Optional.empty();
  }
}
