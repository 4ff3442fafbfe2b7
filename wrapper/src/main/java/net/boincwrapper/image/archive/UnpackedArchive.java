package net.boincwrapper.image.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.slot.Sha256;

/** The files of an archive, uncompressed, each in a file of its own, under numbers. */
final class UnpackedArchive {
  private static final int PIECE = 64 << 10;

  private final Path directory;
  private final ArchiveBytes.Room room;
  private final Blobs blobs = new Blobs();
  private int files;

  /**
   * @param directory exists, and is empty
   */
  UnpackedArchive(Path directory, ArchiveBytes.Room room) {
    this.directory = directory;
    this.room = room;
  }

  Blobs unpack(InputStream archive) throws IOException {
    TarReader tar = new TarReader(archive);
    for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      switch (entry.get().kind()) {
        case FILE -> blobs.add(entry.get(), file(entry.get(), tar.content()));
        case SYMBOLIC_LINK, HARD_LINK -> blobs.addLink(entry.get());
        case DIRECTORY -> {}
      }
    }
    return blobs;
  }

  /** Where a file's content is. */
  Path file(Blob blob) {
    return directory.resolve(blob.sentAs());
  }

  private Blob file(TarEntry entry, InputStream content) throws IOException {
    files++;
    String name = String.format(Locale.ROOT, "%04d", files);
    byte[] head = content.readNBytes(Compression.MAGIC_BYTES);
    MessageDigest digest = Sha256.digest();
    InputStream whole =
        new DigestInputStream(
            new SequenceInputStream(new ByteArrayInputStream(head), content), digest);
    boolean compressed = Compression.of(head) != Compression.NONE;
    String plain = compressed ? unpacked(whole, name) : write(whole, name);
    whole.transferTo(OutputStream.nullOutputStream());
    String sent = "sha256:" + Sha256.hex(digest.digest());
    byte[] document =
        entry.bytes() <= ArchiveCopy.LONGEST_DOCUMENT
            ? Files.readAllBytes(directory.resolve(name))
            : null;
    return new Blob(name, entry.bytes(), sent, plain, document);
  }

  private String unpacked(InputStream content, String name) throws IOException {
    try (InputStream plain = ArchiveBytes.inner(content, room)) {
      return write(plain, name);
    }
  }

  private String write(InputStream content, String name) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
      for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
        digest.update(piece, 0, count);
        out.write(piece, 0, count);
      }
    }
    return "sha256:" + Sha256.hex(digest.digest());
  }
}
