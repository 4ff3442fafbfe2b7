package net.boincwrapper.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that holds an image: a docker-archive or an OCI archive, plain, or compressed with gzip or
 * zstd.
 *
 * @param architecture of the host, in Go's words ({@code amd64}): of an archive for several
 *     platforms, its image is meant
 * @param digest of the image's config, or of the manifest or the index that an OCI archive has;
 *     empty: any
 */
public record ImageArchive(Path file, String architecture, Optional<String> digest) {
  /**
   * The image that was found.
   *
   * @param configDigest the image's id in most engines' stores
   * @param layers digests of its layers, uncompressed, the lowest first: what every engine tells
   */
  public record Contents(String configDigest, List<String> layers) {
    public Contents {
      layers = List.copyOf(layers);
    }
  }

  /** Reads all of it, and sends it nowhere. */
  public Contents check() throws IOException {
    return send(OutputStream.nullOutputStream(), "checked");
  }

  /**
   * Writes it as a docker-archive that any engine loads, and that names the image so and not
   * otherwise. If it is not as it has to be, the end, which makes an image of it, is never written.
   * Takes 1 MB of memory, however long it is, and 10 MB for zstd. Layers that are compressed with
   * zstd are sent without it, for which the file is read twice.
   *
   * @throws ArchiveFault where it is no such archive, or not this image
   * @throws UnreadableArchive where the host cannot read it
   * @throws IOException that the stream has thrown
   */
  public Contents send(OutputStream out, String name) throws IOException {
    long bytes = bytes();
    ArchiveCopy copy = new ArchiveCopy(out);
    try {
      FoundImage image = FoundImage.in(read(bytes, copy::all), architecture);
      checkDigest(image);
      if (copy.lacks()) {
        read(
            bytes,
            (in, room) -> {
              copy.rest(in, room);
              return image;
            });
      }
      copy.end(image, name);
      return new Contents(image.config().digest(), image.diffIds());
    } catch (ArchiveBytes.PassedOn e) {
      throw e.reason();
    }
  }

  /** What is done with the archive's bytes, in the room that it has for decompressing them. */
  private interface Reading<T> {
    T of(InputStream in, ArchiveBytes.Room room) throws IOException;
  }

  private <T> T read(long bytes, Reading<T> reading) throws IOException {
    ArchiveBytes.Room room = ArchiveBytes.room(bytes);
    try (InputStream in = ArchiveBytes.open(file, room)) {
      return reading.of(in, room);
    }
  }

  private long bytes() throws UnreadableArchive {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UnreadableArchive(e);
    }
  }

  private void checkDigest(FoundImage image) throws ArchiveFault {
    if (digest.isPresent() && !image.digests().contains(digest.get())) {
      throw new ArchiveFault(
          "holds the image "
              + String.join(" or ", image.digests())
              + " and not "
              + digest.get()
              + ", as [image] digest demands");
    }
  }
}
