package net.boincwrapper.cli.host;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.boincwrapper.slot.HostLayout;
import org.jspecify.annotations.Nullable;

/** Where the executables of a user unpack themselves (launcher, {@code store.c}). */
public final class ProgramStores {
  /** End of the name of a file that is locked while a version runs, and touched at its start. */
  public static final String USE = ".use";

  /** An app can make a deep tree; a checkpoint's own has two levels. */
  private static final int DEPTH = 32;

  private ProgramStores() {}

  /**
   * The places that the launcher would choose from; most are not there.
   *
   * @param data clients' data directories
   */
  public static List<Path> of(List<Path> data, Map<String, String> environment, int userId) {
    List<Path> stores = new ArrayList<>();
    data.forEach(one -> stores.add(new HostLayout(one).directory().resolve("program")));
    add(stores, environment, "DOCKER_WRAPPER_HOME", "");
    add(stores, environment, "XDG_CACHE_HOME", "docker-wrapper");
    add(stores, environment, "HOME", ".cache/docker-wrapper");
    stores.add(Path.of("/var/tmp/docker-wrapper-" + userId));
    stores.add(Path.of("/tmp/docker-wrapper-" + userId));
    return stores.stream().distinct().toList();
  }

  private static void add(
      List<Path> stores, Map<String, String> environment, String variable, String below) {
    String value = environment.getOrDefault(variable, "");
    if (value.startsWith("/")) {
      stores.add(Path.of(value).resolve(below).normalize());
    }
  }

  /** The versions that are unpacked in a store. */
  static List<Measured> in(Path store) throws IOException {
    List<Measured> found = new ArrayList<>();
    for (Path use : children(store)) {
      String name = String.valueOf(use.getFileName());
      if (name.endsWith(USE)) {
        Path version = store.resolve(name.substring(0, name.length() - USE.length()));
        if (Files.isDirectory(version, LinkOption.NOFOLLOW_LINKS)) {
          found.add(new Measured(version, bytes(version)));
        }
      }
    }
    return found;
  }

  static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }

  /** What is in a tree, without what may not be read; links are not followed. */
  public static long bytes(Path tree) throws IOException {
    long[] sum = {0};
    Files.walkFileTree(
        tree,
        EnumSet.noneOf(FileVisitOption.class),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }
}
