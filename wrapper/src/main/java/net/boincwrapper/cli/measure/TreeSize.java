package net.boincwrapper.cli.measure;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What is below a directory, itself not counted.
 *
 * @param bytes sum of the lengths of regular files, as the client counts them ({@code
 *     lib/filesys.cpp:dir_size})
 * @param files regular files
 * @param inodes everything that has a name, directories and links included
 */
public record TreeSize(long bytes, long files, long inodes) {
  public static final TreeSize NOTHING = new TreeSize(0, 0, 0);

  /** Links are not followed. What cannot be read, or vanishes meanwhile, is left out. */
  static TreeSize of(Path directory) {
    Counter counter = new Counter(directory);
    try {
      Files.walkFileTree(directory, counter);
    } catch (IOException e) {
      // What was found until then is the best that can be said.
    }
    return new TreeSize(counter.bytes, counter.files, counter.inodes);
  }

  TreeSize and(TreeSize other) {
    return new TreeSize(bytes + other.bytes, files + other.files, inodes + other.inodes);
  }

  /** The larger of each. */
  TreeSize most(TreeSize other) {
    return new TreeSize(
        Math.max(bytes, other.bytes), Math.max(files, other.files), Math.max(inodes, other.inodes));
  }

  private static final class Counter extends SimpleFileVisitor<Path> {
    private final Path root;
    private long bytes;
    private long files;
    private long inodes;

    Counter(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      inodes += directory.equals(root) ? 0 : 1;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      inodes++;
      if (attributes.isRegularFile()) {
        files++;
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
