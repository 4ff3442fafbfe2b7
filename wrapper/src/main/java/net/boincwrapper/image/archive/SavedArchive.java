package net.boincwrapper.image.archive;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.io.file.PathUtils;

/**
 * Makes an archive to ship of what an engine saves. Its bytes depend on the image and the kind of
 * compression alone: whatever the engine's own archive looks like, this one has the config, the
 * layers uncompressed and in their order, and a manifest without names; root's, of no time.
 *
 * @param file the archive
 * @param configDigest the image's id, in most engines' stores
 * @param bytes of the file
 * @param layers how many
 */
public record SavedArchive(Path file, String configDigest, long bytes, int layers) {
  private static final int BUFFER = 64 << 10;

  /** What kinds a file's name can end in. */
  public static final List<String> ENDINGS = List.of(".tar", ".tar.gz", ".tgz", ".tar.zst");

  /**
   * Makes it. Needs room for the image twice, beside the file, for a while.
   *
   * @param saved what {@code docker save} writes of one image
   * @param file is replaced when all of it is there
   * @throws ArchiveFault where that is no such archive
   */
  public static SavedArchive make(InputStream saved, Path file, String architecture)
      throws IOException {
    Path place = Files.createTempDirectory(directory(file), ".docker-wrapper-image");
    try {
      Path files = Files.createDirectory(place.resolve("files"));
      UnpackedArchive archive = new UnpackedArchive(files, ArchiveBytes.ample());
      FoundImage image = FoundImage.in(archive.unpack(saved), architecture);
      Path whole = place.resolve("archive");
      try (OutputStream out = compressed(Files.newOutputStream(whole), file)) {
        write(image, archive, out);
      }
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      return new SavedArchive(
          file, image.config().digest(), Files.size(file), image.layers().size());
    } finally {
      PathUtils.deleteDirectory(place);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.getFileSystem().getPath("/") : parent;
  }

  /** Levels are those that the libraries take by themselves; neither writes a time. */
  private static OutputStream compressed(OutputStream out, Path file) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, BUFFER);
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith("gz")) {
      return new GZIPOutputStream(buffered, BUFFER);
    }
    return name.endsWith(".zst") ? new ZstdOutputStream(buffered) : buffered;
  }

  private static void write(FoundImage image, UnpackedArchive archive, OutputStream out)
      throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    String config = hex(image.config().plainDigest()) + ".json";
    add(tar, config, archive.file(image.config()));
    Set<String> written = new LinkedHashSet<>();
    for (Blob layer : image.layers()) {
      if (written.add(layer.plainDigest())) {
        add(tar, hex(layer.plainDigest()) + ".tar", archive.file(layer));
      }
    }
    String layers =
        String.join(",", image.diffIds().stream().map(it -> "\"" + hex(it) + ".tar\"").toList());
    byte[] manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":null,\"Layers\":[%s]}]\n"
            .formatted(config, layers)
            .getBytes(StandardCharsets.UTF_8);
    begin(tar, SavedImage.FILE, manifest.length);
    tar.write(manifest);
    tar.closeArchiveEntry();
    tar.finish();
  }

  private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
    begin(tar, name, Files.size(file));
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  private static void begin(TarArchiveOutputStream tar, String name, long bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setSize(bytes);
    tar.putArchiveEntry(entry);
  }

  private static String hex(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }
}
