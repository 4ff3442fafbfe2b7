package net.boincwrapper.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What an earlier version has left on a disk and has printed, in the test resource {@code
 * version-before}: its README tells how it was made. Nothing there is ever edited.
 */
public final class VersionBefore {
  private static final Path HOME = home();

  private VersionBefore() {}

  private static Path home() {
    try {
      return Path.of(VersionBefore.class.getResource("/net/boincwrapper/version-before").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** A file or directory of it, such as {@code slots/killed}. */
  public static Path file(String name) {
    return HOME.resolve(name);
  }

  /** A text of it. */
  public static String text(String name) throws IOException {
    return Files.readString(file(name));
  }

  /** The names of all client's data directories of it. */
  public static List<String> slots() {
    try (Stream<Path> all = Files.list(file("slots"))) {
      return all.map(it -> it.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the data directory of that name was when its task ran. */
  public static String recorded(String name) {
    return "/tmp/version-before/" + name + "/boinc";
  }

  /**
   * Lays a data directory down just where it was, in another file system.
   *
   * @return its path there
   */
  public static Path layDown(String name, FileSystem where) throws IOException {
    Path boinc = where.getPath(recorded(name));
    copy(file("slots").resolve(name).resolve("boinc"), boinc);
    // Git keeps no empty directories.
    Files.createDirectories(boinc.resolve("projects/example.org_it"));
    return boinc;
  }

  /** Puts the links back which the client had made in the slot of a counting task. */
  public static void putLinksBack(Path boinc) throws IOException {
    Path slot = boinc.resolve("slots/0");
    String project = "../../projects/example.org_it/";
    Files.writeString(
        slot.resolve("result.txt"), "<soft_link>" + project + "result_1</soft_link>\n");
    Files.deleteIfExists(slot.resolve("given"));
    Files.createSymbolicLink(
        slot.resolve("given"), slot.getFileSystem().getPath(project + "given_1"));
  }

  /** Replaces a text in one of the program's own records, as if it had been written so. */
  public static void replaceIn(Path record, String before, String now) throws IOException {
    String whole = Files.readString(record).replace(before, now);
    String body = whole.substring(0, whole.lastIndexOf("checksum = "));
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    Files.writeString(record, body + "checksum = %08x\n".formatted(crc.getValue()));
  }

  /** Copies a directory with all in it, also to another file system. */
  public static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(source));
        }
      }
    }
  }
}
