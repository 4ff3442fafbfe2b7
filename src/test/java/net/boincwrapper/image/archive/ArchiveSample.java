package net.boincwrapper.image.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.boincwrapper.slot.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives of a small image, right ones and wrong ones. */
public final class ArchiveSample {
  /** A name that the archives claim, as those of {@code docker save} do. */
  public static final String CLAIMED = "owner/precious:1";

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** Kinds of compression. */
  public enum Packing {
    PLAIN,
    GZIP,
    ZSTD
  }

  /** The layers of the image, as tars. */
  public static List<byte[]> layers() {
    return layers("1");
  }

  /** The same but for the content of a file, so that the image is none of another test's. */
  public static List<byte[]> layers(String content) {
    return List.of(
        tar(Map.of("one", bytes(content))), tar(Map.of("two", "2".repeat(3000).getBytes(UTF_8))));
  }

  /** The image's config. */
  public static byte[] config(List<byte[]> layers) {
    List<String> ids = layers.stream().map(layer -> "\"sha256:" + hex(layer) + "\"").toList();
    return bytes(
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/one\"],"
            + "\"Env\":[\"A=b\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + String.join(",", ids)
            + "]}}");
  }

  /** As {@code docker save} writes it. */
  public static ArchiveSample docker() {
    return docker(layers());
  }

  /** The same of other layers. */
  public static ArchiveSample docker(List<byte[]> layers) {
    ArchiveSample sample = new ArchiveSample();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      names.add("\"layer" + i + "/layer.tar\"");
      sample.files.put("layer" + i + "/VERSION", bytes("1.0"));
      sample.files.put("layer" + i + "/layer.tar", layers.get(i));
    }
    byte[] config = config(layers);
    String name = hex(config) + ".json";
    sample.files.put(name, config);
    sample.files.put(
        "manifest.json",
        bytes(
            "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[%s]}]"
                .formatted(name, CLAIMED, String.join(",", names))));
    sample.files.put("repositories", bytes("{\"owner/precious\":{\"1\":\"layer1\"}}"));
    return sample;
  }

  /** As {@code skopeo copy} and BuildKit write it, its layers compressed. */
  public static ArchiveSample oci(Packing packing) throws IOException {
    List<byte[]> packed = new ArrayList<>();
    for (byte[] layer : layers()) {
      packed.add(packed(layer, packing));
    }
    return oci(packed);
  }

  /** The same with the files that hold the layers. */
  static ArchiveSample oci(List<byte[]> packed) {
    ArchiveSample sample = new ArchiveSample();
    List<String> layers = packed.stream().map(sample::blob).toList();
    String config = sample.blob(config(layers()));
    String manifest =
        sample.blob(
            bytes(
                "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                    .formatted(config, String.join(",", layers))));
    sample.files.put("oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
    sample.files.put(
        "index.json",
        bytes(
            "{\"schemaVersion\":2,\"manifests\":[%s]}"
                .formatted(
                    manifest.replace(
                        "}",
                        ",\"annotations\":{\"io.containerd.image.name\":\"" + CLAIMED + "\"}}"))));
    return sample;
  }

  private String blob(byte[] content) {
    String hex = hex(content);
    files.put("blobs/sha256/" + hex, content);
    return "{\"digest\":\"sha256:%s\",\"size\":%d}".formatted(hex, content.length);
  }

  /** With another content of a file, or with one more. */
  public ArchiveSample with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  public ArchiveSample without(String name) {
    files.remove(name);
    return this;
  }

  public byte[] file(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new AssertionError(name + " is none of " + files.keySet());
    }
    return content;
  }

  /** The first file whose name begins so. */
  public String named(String prefix) {
    return files.keySet().stream().filter(it -> it.startsWith(prefix)).findFirst().orElseThrow();
  }

  public static String configDigest() {
    return "sha256:" + hex(config(layers()));
  }

  public byte[] bytes() {
    return tar(files);
  }

  public byte[] bytes(Packing packing) throws IOException {
    return packed(bytes(), packing);
  }

  /** The hash of bytes. */
  public static String hex(byte[] content) {
    return Sha256.hex(Sha256.digest().digest(content));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  public static byte[] packed(byte[] content, Packing packing) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (packing) {
          case PLAIN -> packed;
          case GZIP -> new GZIPOutputStream(packed);
          case ZSTD -> new ZstdOutputStream(packed);
        }) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  /**
   * Something as a frame of zstd that asks for a window, and is not compressed at all (RFC 8878,
   * section 3.1.1).
   *
   * @param content less than 128 KiB
   * @param log 20 for 1 MiB
   */
  static byte[] windowed(byte[] content, int log) {
    int block = content.length << 3 | 1;
    return ByteBuffer.allocate(9 + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xfd2fb528)
        .put((byte) 0)
        .put((byte) (log - 10 << 3))
        .putShort((short) block)
        .put((byte) (block >> 16))
        .put(content)
        .array();
  }

  static byte[] tar(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setModTime(0);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
