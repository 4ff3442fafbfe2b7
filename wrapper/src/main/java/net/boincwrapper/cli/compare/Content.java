package net.boincwrapper.cli.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/** Bytes that can be read more than once. */
@FunctionalInterface
interface Content {
  /** From the beginning. */
  InputStream open() throws IOException;

  static Content of(Path file) {
    return new FileContent(file);
  }

  /** What is in a gzip file; another content is returned as it is. */
  static Content unpacked(Content content) throws IOException {
    byte[] head = content.head(2);
    boolean isPacked = head.length == 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    return isPacked ? () -> new BufferedInputStream(new GZIPInputStream(content.open())) : content;
  }

  /** The first bytes, at most as many as are asked for. */
  default byte[] head(int size) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(size);
    }
  }

  /** For what has to be read in another order: a copy that goes when it is closed. */
  default SeekableByteChannel channel() throws IOException {
    Path copy = Files.createTempFile("docker-wrapper-compare", "");
    try (InputStream in = open()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return Files.newByteChannel(
          copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  /** A file as it is. */
  record FileContent(Path file) implements Content {
    @Override
    public InputStream open() throws IOException {
      return new BufferedInputStream(Files.newInputStream(file));
    }

    @Override
    public SeekableByteChannel channel() throws IOException {
      return Files.newByteChannel(file);
    }
  }
}
