package net.boincwrapper.image.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.slot.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes an archive's files, as they come, into another one, where they have numbers for names.
 * Documents are kept: what leads to the image comes last, anew, and only if all is as it has to be.
 * An engine that has not heard of it makes no image.
 */
final class ArchiveCopy {
  /** Configs and manifests have a few kilobytes. */
  static final int LONGEST_DOCUMENT = 256 << 10;

  private static final int MOST_DOCUMENTS = 2 << 20;
  private static final int PIECE = 64 << 10;

  private final TarArchiveOutputStream out;
  private final PlainCopies plain = new PlainCopies();
  private final Blobs blobs = new Blobs();
  private final byte[] piece = new byte[PIECE];
  private int files;
  private int kept;

  ArchiveCopy(OutputStream out) {
    this.out = new TarArchiveOutputStream(new Receiver(out), "UTF-8");
    this.out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /**
   * Copies all of it but for what is yet to be decompressed; what was copied has names that nobody
   * knows yet.
   */
  Blobs all(InputStream archive, ArchiveBytes.Room room) throws IOException {
    TarReader tar = new TarReader(archive);
    for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      switch (entry.get().kind()) {
        case FILE -> blobs.add(entry.get(), file(entry.get(), tar.content(), room));
        case SYMBOLIC_LINK, HARD_LINK -> blobs.addLink(entry.get());
        case DIRECTORY -> {}
      }
    }
    return blobs;
  }

  /** Whether something is yet to be copied at another reading. */
  boolean lacks() {
    return !plain.isEmpty();
  }

  /** Copies what is yet to be copied. */
  void rest(InputStream archive, ArchiveBytes.Room room) throws IOException {
    TarReader tar = new TarReader(archive);
    files = 0;
    for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      if (entry.get().kind() == TarEntry.Kind.FILE) {
        String name = nextName();
        long bytes = plain.bytes(name);
        if (bytes >= 0) {
          begin(name, bytes);
          plain.send(name, tar.content(), out, room);
          out.closeArchiveEntry();
        }
      }
    }
    plain.checkAllSent();
  }

  /** Says what the files are: one image, of this name and no other. */
  void end(FoundImage image, String name) throws IOException {
    Set<Blob> parts = new LinkedHashSet<>(image.layers());
    parts.add(image.config());
    for (Blob part : parts) {
      if (part.json().isPresent()) {
        send(part.sentAs(), part.json().get());
      }
    }
    List<String> layers =
        image.layers().stream().map(layer -> "\"" + layer.sentAs() + "\"").toList();
    String manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[%s]}]"
            .formatted(image.config().sentAs(), name, String.join(",", layers));
    send(SavedImage.FILE, manifest.getBytes(StandardCharsets.UTF_8));
    out.finish();
    out.flush();
  }

  private String nextName() {
    files++;
    return String.format(Locale.ROOT, "%04d", files);
  }

  private Blob file(TarEntry entry, InputStream content, ArchiveBytes.Room room)
      throws IOException {
    String name = nextName();
    byte[] head = content.readNBytes(Compression.MAGIC_BYTES);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
    boolean document =
        entry.bytes() <= LONGEST_DOCUMENT && head.length > 0 && (head[0] == '{' || head[0] == '[');
    if (document) {
      return keep(name, whole);
    }
    return switch (Compression.of(head)) {
      case NONE -> pass(name, entry.bytes(), whole, Optional.empty());
      case GZIP -> pass(name, entry.bytes(), whole, Optional.of(room));
      case ZSTD -> plain.measure(name, entry.bytes(), whole, room);
    };
  }

  private Blob keep(String name, InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    kept += bytes.length;
    if (kept > MOST_DOCUMENTS) {
      throw new ArchiveFault(
          "has more than " + (MOST_DOCUMENTS >> 20) + " MiB of small JSON documents");
    }
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    String hex = text(digest);
    return new Blob(name, bytes.length, hex, hex, bytes);
  }

  /**
   * Copies a file as it is.
   *
   * @param room to decompress it in, for its hash
   */
  private Blob pass(String name, long bytes, InputStream content, Optional<ArchiveBytes.Room> room)
      throws IOException {
    begin(name, bytes);
    Passing passing = new Passing(content);
    String unpacked = room.isPresent() ? plainDigest(passing, room.get()) : "";
    for (int count = passing.read(piece); count >= 0; count = passing.read(piece)) {
      // Each read sends what it has read.
    }
    out.closeArchiveEntry();
    String digest = text(passing.digest);
    return new Blob(name, bytes, digest, room.isPresent() ? unpacked : digest, null);
  }

  private void send(String name, byte[] content) throws IOException {
    begin(name, content.length);
    out.write(content);
    out.closeArchiveEntry();
  }

  private void begin(String name, long bytes) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(0);
    entry.setSize(bytes);
    out.putArchiveEntry(entry);
  }

  /** Of what bytes decompress to. */
  private String plainDigest(InputStream content, ArchiveBytes.Room room) throws IOException {
    MessageDigest digest = Sha256.digest();
    InputStream unpacked = ArchiveBytes.inner(content, room);
    for (int count = unpacked.read(piece); count >= 0; count = unpacked.read(piece)) {
      digest.update(piece, 0, count);
    }
    return text(digest);
  }

  private static String text(MessageDigest digest) {
    return "sha256:" + Sha256.hex(digest.digest());
  }

  /** A file on its way: whoever reads it here sends it, too. */
  private final class Passing extends InputStream {
    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();

    Passing(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        digest.update(bytes, offset, count);
        out.write(bytes, offset, count);
      }
      return count;
    }
  }

  /** So that what the receiver does is not taken for a fault of the archive's. */
  private static final class Receiver extends OutputStream {
    private final OutputStream out;

    Receiver(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new ArchiveBytes.PassedOn(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw new ArchiveBytes.PassedOn(e);
      }
    }
  }
}
