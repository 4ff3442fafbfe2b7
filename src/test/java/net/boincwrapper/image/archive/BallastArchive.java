package net.boincwrapper.image.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.slot.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image that runs, with a file {@code /ballast} that no compression makes smaller: an engine's
 * own image with one layer more, which is made while it is written.
 */
public final class BallastArchive {
  /** A name that it claims. */
  public static final String CLAIMED = "owner/ballast:1";

  private static final int BLOCK = 512;
  private static final int PIECE = 64 << 10;
  private static final String LAYER = "ballast.tar";
  private static final String CONFIG = "ballast.json";

  private final Path base;
  private final long bytes;
  private final long seed;

  /**
   * @param saved what {@link SavedArchive} has made, not compressed
   * @param bytes of the ballast, a multiple of 512
   * @param seed two images of different seeds are different
   */
  public BallastArchive(Path saved, long bytes, long seed) {
    this.base = saved;
    this.bytes = bytes;
    this.seed = seed;
  }

  /**
   * Writes it.
   *
   * @return the digest of its config
   */
  public String write(Path file, Packing packing) throws IOException {
    MessageDigest layer = Sha256.digest();
    layer(
        new OutputStream() {
          @Override
          public void write(int b) {
            layer.update((byte) b);
          }

          @Override
          public void write(byte[] piece, int offset, int length) {
            layer.update(piece, offset, length);
          }
        });
    String diffId = "sha256:" + Sha256.hex(layer.digest());
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(packed(Files.newOutputStream(file), packing), "UTF-8")) {
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      byte[] config = copyBase(out, diffId);
      begin(out, LAYER, BLOCK + bytes + 2 * BLOCK);
      layer(out);
      out.closeArchiveEntry();
      return "sha256:" + ArchiveSample.hex(config);
    }
  }

  private static OutputStream packed(OutputStream file, Packing packing) throws IOException {
    OutputStream out = new BufferedOutputStream(file, PIECE);
    return switch (packing) {
      case PLAIN -> out;
      case GZIP -> new FastGzip(out);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }

  /** Its other levels take a minute for a gigabyte. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, PIECE);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Its config comes before the manifest, and the ballast after it. */
  private byte[] copyBase(TarArchiveOutputStream out, String diffId) throws IOException {
    byte[] config = new byte[0];
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(base))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (name.equals("manifest.json")) {
          add(out, name, manifest(in.readAllBytes()));
        } else if (name.endsWith(".json")) {
          config = config(in.readAllBytes(), diffId);
          add(out, CONFIG, config);
        } else {
          begin(out, name, entry.getSize());
          in.transferTo(out);
          out.closeArchiveEntry();
        }
      }
    }
    return config;
  }

  private static byte[] manifest(byte[] json) {
    JsonArray images = JsonParser.parseString(new String(json, UTF_8)).getAsJsonArray();
    JsonObject image = images.get(0).getAsJsonObject();
    image.addProperty("Config", CONFIG);
    JsonArray names = new JsonArray();
    names.add(CLAIMED);
    image.add("RepoTags", names);
    image.getAsJsonArray("Layers").add(LAYER);
    return ArchiveSample.bytes(images.toString());
  }

  private static byte[] config(byte[] json, String diffId) {
    JsonObject config = JsonParser.parseString(new String(json, UTF_8)).getAsJsonObject();
    config.getAsJsonObject("rootfs").getAsJsonArray("diff_ids").add(diffId);
    if (config.has("history")) {
      JsonObject step = new JsonObject();
      step.addProperty("created_by", "ballast");
      config.getAsJsonArray("history").add(step);
    }
    return ArchiveSample.bytes(config.toString());
  }

  /** A tar with one file; blocks are written as they are made. */
  private void layer(OutputStream out) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("ballast");
    entry.setModTime(0);
    entry.setSize(bytes);
    byte[] header = new byte[BLOCK];
    entry.writeEntryHeader(header);
    out.write(header);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] piece = new byte[PIECE];
    for (long left = bytes; left > 0; left -= PIECE) {
      random.nextBytes(piece);
      out.write(piece, 0, (int) Math.min(PIECE, left));
    }
    out.write(new byte[2 * BLOCK]);
  }

  private static void add(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    begin(out, name, content.length);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static void begin(TarArchiveOutputStream out, String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(0);
    entry.setSize(size);
    out.putArchiveEntry(entry);
  }
}
