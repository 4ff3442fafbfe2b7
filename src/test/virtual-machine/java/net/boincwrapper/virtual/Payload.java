package net.boincwrapper.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes what the machine runs: a tar archive that is its second disk. */
public final class Payload implements AutoCloseable {
  /** Where the machine unpacks it. */
  public static final String PLACE = "/run/payload";

  private static final int EXECUTABLE = 0100755;

  /** A disk's size is a multiple of its sector. */
  private static final int BLOCK = 512;

  private final TarArchiveOutputStream tar;

  public Payload(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
    tar = new TarArchiveOutputStream(out, 20 * BLOCK, UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** The program that the machine runs, in bash. */
  public Payload run(String script) throws IOException {
    byte[] bytes = ("#!/bin/bash\n" + script).getBytes(UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry("run");
    entry.setMode(EXECUTABLE);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
    return this;
  }

  public Payload file(String name, Path file) throws IOException {
    tar.putArchiveEntry(new TarArchiveEntry(file, name));
    Files.copy(file, tar);
    tar.closeArchiveEntry();
    return this;
  }

  /** All files below a directory. */
  public Payload tree(String name, Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        file(name + "/" + directory.relativize(file), file);
      }
    }
    return this;
  }

  /**
   * The program and these tests, as {@code program.jar}, {@code tests} and {@code lib}.
   *
   * @return the class path in the machine
   */
  public String programAndTests() throws IOException {
    file("program.jar", Path.of(System.getProperty("docker-wrapper.jar")));
    for (Path part : classPath()) {
      if (Files.isDirectory(part)) {
        tree("tests", part);
      } else if (isTestLibrary(part)) {
        file("lib/" + part.getFileName(), part);
      }
    }
    return PLACE + "/tests:" + PLACE + "/program.jar:" + PLACE + "/lib/*";
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /** The others are in the program, or not needed by what runs there. */
  private static boolean isTestLibrary(Path jar) {
    return jar.getFileName()
        .toString()
        .matches(
            "(junit|assertj|opentest4j|apiguardian|byte-buddy|json-schema|jimfs|guava|failureaccess).*");
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
