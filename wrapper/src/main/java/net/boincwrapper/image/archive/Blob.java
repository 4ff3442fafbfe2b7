package net.boincwrapper.image.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of an archive that has been read. */
final class Blob {
  private final String sentAs;
  private final long bytes;
  private final String digest;
  private final String plainDigest;
  private final byte @Nullable [] document;

  /**
   * A file.
   *
   * @param sentAs its name where it is sent
   * @param bytes its length
   * @param digest {@code sha256:} and the digits of its bytes
   * @param plainDigest the same of what it decompresses to; of its bytes where it is not compressed
   * @param document its content, where it can be JSON and is not too long; then it is yet to be
   *     sent
   */
  Blob(String sentAs, long bytes, String digest, String plainDigest, byte @Nullable [] document) {
    this.sentAs = sentAs;
    this.bytes = bytes;
    this.digest = digest;
    this.plainDigest = plainDigest;
    this.document = document;
  }

  String sentAs() {
    return sentAs;
  }

  long bytes() {
    return bytes;
  }

  String digest() {
    return digest;
  }

  String plainDigest() {
    return plainDigest;
  }

  Optional<byte[]> json() {
    return Optional.ofNullable(document);
  }
}
