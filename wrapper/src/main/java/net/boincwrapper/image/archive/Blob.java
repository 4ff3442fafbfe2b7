package net.boincwrapper.image.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of an archive that has been read.
 *
 * @param sentAs its name where it is sent
 * @param bytes its length
 * @param digest {@code sha256:} and the digits of its bytes
 * @param plainDigest the same of what it decompresses to; of its bytes where it is not compressed
 * @param document its content, where it can be JSON and is not too long; then it is yet to be sent
 */
record Blob(
    String sentAs, long bytes, String digest, String plainDigest, byte @Nullable [] document) {
  Optional<byte[]> json() {
    return Optional.ofNullable(document);
  }
}
