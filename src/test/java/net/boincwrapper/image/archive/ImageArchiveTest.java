package net.boincwrapper.image.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.image.archive.ImageArchive.Contents;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageArchiveTest {
  private static final String NAME = "boincwrapper/p:0123456789abcdef";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Packing.class)
  void aDockerArchiveIsReadHoweverItIsCompressed(Packing packing) throws IOException {
    assertIsRead(archive(ArchiveSample.docker().bytes(packing)));
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void anOciArchiveIsReadHoweverItsLayersAreCompressed(Packing packing) throws IOException {
    assertIsRead(archive(ArchiveSample.oci(packing).bytes(Packing.GZIP)));
  }

  /** What the engine gets is an archive of docker save's form, and names only what it is told. */
  private static void assertIsRead(ImageArchive archive) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    Contents contents = archive.send(sent, NAME);
    assertThat(contents.configDigest()).isEqualTo(ArchiveSample.configDigest());
    assertThat(contents.layers())
        .isEqualTo(
            ArchiveSample.layers().stream()
                .map(layer -> "sha256:" + ArchiveSample.hex(layer))
                .toList());
    Map<String, byte[]> files = untarred(sent.toByteArray());
    String manifest = new String(files.getOrDefault("manifest.json", new byte[0]), UTF_8);
    assertThat(manifest).contains("\"RepoTags\":[\"" + NAME + "\"]");
    assertThat(files).doesNotContainKeys("repositories", "index.json", "oci-layout");
    SavedImage image = SavedImage.all(ArchiveSample.bytes(manifest)).get(0);
    assertThat(files.get(image.config())).isEqualTo(ArchiveSample.config(ArchiveSample.layers()));
    assertThat(image.layers()).hasSize(2).allSatisfy(it -> assertThat(files).containsKey(it));
    assertThat(manifest).doesNotContain(ArchiveSample.CLAIMED);
  }

  /** Docker 20.10 reads none of zstd, and no engine's store is worse off without it. */
  @ParameterizedTest
  @EnumSource(Packing.class)
  void layersThatAreCompressedWithZstdAreSentWithoutIt(Packing packing) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    archive(ArchiveSample.oci(Packing.ZSTD).bytes(packing)).send(sent, NAME);

    Map<String, byte[]> files = untarred(sent.toByteArray());

    SavedImage image = SavedImage.all(files.getOrDefault("manifest.json", new byte[0])).get(0);
    assertThat(image.layers().stream().map(files::get).toList())
        .usingRecursiveComparison()
        .isEqualTo(ArchiveSample.layers());
  }

  /** A wrapper that ran out of memory would be postponed for ever. */
  @ParameterizedTest
  @CsvSource({
    "22, 10, 10, false",
    "21, 21, 21, true",
    "0, 22, 22, true",
    "22, 0, 0, true",
    "0, 10, 23, false",
    "0, 23, 10, false",
    "23, 0, 0, false",
    "0, 41, 10, false"
  })
  void theWindowsOfAnArchiveAndOfALayerInItTakeTheMemoryThatATaskHas(
      int whole, int first, int second, boolean fits) throws IOException {
    List<byte[]> layers = ArchiveSample.layers();
    byte[] oci =
        ArchiveSample.oci(List.of(windowed(layers.get(0), first), windowed(layers.get(1), second)))
            .bytes();
    ImageArchive archive = archive(windowed(oci, whole));
    if (fits) {
      assertThat(archive.check().configDigest()).isEqualTo(ArchiveSample.configDigest());
    } else {
      assertRefused(archive)
          .hasMessageContaining("there is memory for 4 MiB")
          .hasMessageContaining("zstd -16 at most");
    }
  }

  private static byte[] windowed(byte[] content, int log) {
    return log == 0 ? content : ArchiveSample.windowed(content, log);
  }

  @Test
  void theDigestMayBeTheConfigsOrTheManifestsWhereThereIsOne() throws IOException {
    ArchiveSample oci = ArchiveSample.oci(Packing.GZIP);
    String manifest =
        OciDocument.of(oci.file("index.json"), "index.json").manifests().get(0).digest();
    archive(oci.bytes(), manifest).check();
    archive(oci.bytes(), ArchiveSample.configDigest()).check();
    archive(ArchiveSample.docker().bytes(), ArchiveSample.configDigest()).check();
    assertRefused(archive(ArchiveSample.docker().bytes(), manifest))
        .hasMessageContaining("holds the image " + ArchiveSample.configDigest())
        .hasMessageContaining("and not " + manifest);
  }

  @Test
  void anotherLayerThanTheConfigSaysIsRefusedBeforeTheEngineHearsOfAnImage() throws IOException {
    ArchiveSample sample = ArchiveSample.docker();
    byte[] layer = sample.file("layer1/layer.tar").clone();
    layer[600] ^= 1;
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ImageArchive archive = archive(sample.with("layer1/layer.tar", layer).bytes());
    assertThatThrownBy(() -> archive.send(sent, NAME))
        .isInstanceOf(ArchiveFault.class)
        .hasMessageContaining("layer 2 is sha256:" + ArchiveSample.hex(layer));
    assertThat(sent.toString(UTF_8)).doesNotContain("manifest.json");
  }

  @Test
  void anotherBlobOrConfigThanIsNamedIsRefused() throws IOException {
    ArchiveSample oci = ArchiveSample.oci(Packing.PLAIN);
    String blob = oci.named("blobs/sha256/");
    assertRefused(archive(oci.with(blob, ArchiveSample.bytes("another")).bytes()))
        .hasMessageContaining("tampered with or damaged: " + blob);

    ArchiveSample docker = ArchiveSample.docker();
    String config = ArchiveSample.hex(ArchiveSample.config(ArchiveSample.layers())) + ".json";
    byte[] other = new String(docker.file(config), UTF_8).replace("A=b", "A=c").getBytes(UTF_8);
    assertRefused(archive(docker.with(config, other).bytes()))
        .hasMessageContaining("its config is called");
  }

  @Test
  void aLayerThatOccursTwiceMayBeALink() throws IOException {
    byte[] layer = ArchiveSample.layers().get(0);
    ArchiveSample sample = ArchiveSample.docker(List.of(layer, layer));
    byte[] tar =
        tar(
            out -> {
              for (String name : List.of("layer0/layer.tar", "manifest.json")) {
                file(out, name, sample.file(name));
              }
              String config =
                  ArchiveSample.hex(ArchiveSample.config(List.of(layer, layer))) + ".json";
              file(out, config, sample.file(config));
              link(out, "layer1/layer.tar", "../layer0/layer.tar");
            });
    assertThat(archive(tar).check().layers())
        .hasSize(2)
        .containsOnly("sha256:" + ArchiveSample.hex(layer));
  }

  @Test
  void namesThatLeadOutAreRefused() throws IOException {
    for (String name : List.of("/etc/passwd", "../x", "a/../../x", "..")) {
      assertRefused(archive(ArchiveSample.docker().with(name, new byte[9]).bytes()))
          .hasMessageContaining("leads out of it");
      assertRefused(archive(tar(out -> link(out, "a", name))))
          .hasMessageContaining("leads out of it");
    }
  }

  @Test
  void twoEntriesOfOneNameAreRefused() throws IOException {
    byte[] manifest = ArchiveSample.docker().file("manifest.json");
    byte[] tar =
        tar(
            out -> {
              file(out, "manifest.json", manifest);
              file(out, "./manifest.json", manifest);
            });
    assertRefused(archive(tar)).hasMessageContaining("two entries with the name");
  }

  @Test
  void devicesAndOtherThingsThatNoImageHasAreRefused() throws IOException {
    byte[] tar =
        tar(
            out -> {
              out.putArchiveEntry(new TarArchiveEntry("dev", TarConstants.LF_CHR));
              out.closeArchiveEntry();
            });
    assertRefused(archive(tar)).hasMessageContaining("that no image has, \"dev\"");
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void anArchiveThatEndsEarlyIsRefusedWhereverItEnds(Packing packing) throws IOException {
    byte[] whole = ArchiveSample.docker().bytes(packing);
    int padding = packing == Packing.PLAIN ? 10240 : 0;
    for (int i = 1; i < 20; i++) {
      byte[] part = Arrays.copyOf(whole, (whole.length - padding) * i / 20);
      assertRefused(archive(part));
    }
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    assertRefused(archive(new byte[0]));
    assertRefused(archive(ArchiveSample.bytes("<html>404</html>".repeat(100))))
        .hasMessageContaining("is no tar");
    assertRefused(archive(ArchiveSample.tar(Map.of("a", new byte[1]))))
        .hasMessageContaining("holds no image");
  }

  @Test
  void thousandsOfEntriesAreRefused() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 5000; i++) {
      files.put("e" + i, new byte[0]);
    }
    assertRefused(archive(ArchiveSample.tar(files))).hasMessageContaining("4096 entries");
  }

  @Test
  void documentsOfAnySizeAreNotKept() throws IOException {
    String endless = "[" + "0,".repeat(200_000) + "0]";
    assertRefused(
            archive(
                ArchiveSample.docker().with("manifest.json", ArchiveSample.bytes(endless)).bytes()))
        .hasMessageContaining("no JSON document of at most 256 KiB");
    ArchiveSample many = ArchiveSample.docker();
    for (int i = 0; i < 20; i++) {
      many.with("m" + i, ArchiveSample.bytes("[" + "0,".repeat(100_000) + "0]"));
    }
    assertRefused(archive(many.bytes())).hasMessageContaining("2 MiB of small JSON documents");
  }

  @Test
  void deepAndWrongDocumentsAreRefused() throws IOException {
    for (String json : List.of("[".repeat(100_000), "{}", "[{}]", "[{\"Config\":1}]", "[{\"a\":")) {
      assertRefused(
          archive(ArchiveSample.docker().with("manifest.json", ArchiveSample.bytes(json)).bytes()));
    }
    assertRefused(
            archive(
                ArchiveSample.docker().with("manifest.json", ArchiveSample.bytes("[]")).bytes()))
        .hasMessageContaining("holds 0 images");
  }

  /** A layer that would fill the disk when the engine unpacks it: 12 GB of zeros in 12 kB. */
  @Test
  void whatUnpacksToFarMoreThanItIsIsRefused() throws IOException {
    ArchiveBytes.Room room = ArchiveBytes.room(1000);
    room.use(1 << 30);
    assertThatThrownBy(() -> room.use(1 << 20))
        .isInstanceOf(ArchiveFault.class)
        .hasMessageContaining("out of proportion");
  }

  @Test
  void aHeaderThatAsksForMuchMemoryIsRefused() throws IOException {
    byte[] tar = tar(out -> file(out, "x", new byte[0])).clone();
    TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    entry.setSize(1L << 32);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header);
    System.arraycopy(header, 0, tar, 0, 512);
    assertRefused(archive(tar)).hasMessageContaining("has a header of 4294967296 bytes");
  }

  @Test
  void anImageForSeveralPlatformsIsThatOfTheHosts() throws IOException {
    ArchiveSample sample = ArchiveSample.oci(Packing.PLAIN);
    OciDescriptor one = OciDocument.of(sample.file("index.json"), "index.json").manifests().get(0);
    String other =
        "{\"digest\":\"sha256:"
            + "0".repeat(64)
            + "\",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}}";
    String ours =
        "{\"digest\":\""
            + one.digest()
            + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}";
    sample.with(
        "index.json",
        index(other.formatted("linux", "arm64"), ours, other.formatted("unknown", "unknown")));
    assertThat(archive(sample.bytes()).check().configDigest())
        .isEqualTo(ArchiveSample.configDigest());
    sample.with(
        "index.json", index(other.formatted("linux", "arm64"), other.formatted("linux", "s390x")));
    assertRefused(archive(sample.bytes())).hasMessageContaining("linux/amd64: 0");
  }

  private static byte[] index(String... manifests) {
    return ArchiveSample.bytes("{\"manifests\":[" + String.join(",", manifests) + "]}");
  }

  @Test
  void anArchiveThatTheHostCannotReadIsNotAtFault() {
    ImageArchive archive = new ImageArchive(directory, "amd64", Optional.empty());
    assertThatThrownBy(archive::check).isInstanceOf(UnreadableArchive.class);
  }

  @Test
  void whatTheReceiverThrowsIsNotTheArchivesFault() throws IOException {
    ImageArchive archive = archive(ArchiveSample.oci(Packing.ZSTD).bytes(Packing.ZSTD));
    IOException broken = new IOException("broken pipe");
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw broken;
          }
        };
    assertThatThrownBy(() -> archive.send(out, NAME)).isSameAs(broken);
  }

  /** Layers that need a second reading may not be in what lies there by then. */
  @Test
  void anArchiveThatIsReplacedBetweenItsReadingsMakesNoImage() throws IOException {
    byte[] shorter = ArchiveSample.docker().bytes();
    ImageArchive archive =
        archive(ArchiveSample.oci(Packing.ZSTD).with("padding", new byte[1 << 20]).bytes());
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            Path other = Files.write(directory.resolve("other.tar"), shorter);
            Files.move(other, directory.resolve("image.tar"), REPLACE_EXISTING);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            write(0);
          }
        };
    assertThatThrownBy(() -> archive.send(out, NAME)).hasMessageContaining("has changed");
  }

  private ImageArchive archive(byte[] content) throws IOException {
    return archive(content, "");
  }

  private ImageArchive archive(byte[] content, String digest) throws IOException {
    Path file = directory.resolve("image.tar");
    Files.write(file, content);
    return new ImageArchive(file, "amd64", Optional.of(digest).filter(it -> !it.isEmpty()));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ImageArchive archive) {
    return assertThatThrownBy(archive::check).isInstanceOf(ArchiveFault.class);
  }

  private interface Entries {
    void write(TarArchiveOutputStream out) throws IOException;
  }

  private static byte[] tar(Entries entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      entries.write(tar);
    }
    return bytes.toByteArray();
  }

  private static void file(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream out, String name, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
  }

  private static Map<String, byte[]> untarred(byte[] tar) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar));
    for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      files.put(entry.getName(), in.readAllBytes());
      names.add(entry.getName());
    }
    assertThat(names).doesNotHaveDuplicates();
    assertThat(Collections.max(names)).isEqualTo("manifest.json");
    return files;
  }
}
