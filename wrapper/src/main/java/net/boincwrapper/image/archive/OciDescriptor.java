package net.boincwrapper.image.archive;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What points at a blob ({@code opencontainers/image-spec}, {@code descriptor.md}).
 *
 * @param digest {@code sha256:} and 64 digits
 * @param bytes length of the blob; less than 0 where it is not said
 * @param architecture the platform's, in Go's words; empty where none is named
 * @param os likewise
 * @param attests whether it says something of an image instead of being one
 */
record OciDescriptor(String digest, long bytes, String architecture, String os, boolean attests) {
  private static final String DIGEST = "sha256:[0-9a-f]{64}";

  static OciDescriptor read(JsonReader in) throws IOException {
    Map<String, String> texts = new HashMap<>();
    JsonDocument.fields(
        in,
        Map.of(
            "digest", it -> texts.put("digest", it.nextString()),
            "size", it -> texts.put("size", it.nextString()),
            "platform", it -> platform(it, texts),
            "annotations", it -> annotations(it, texts)));
    String digest = texts.getOrDefault("digest", "");
    if (!digest.matches(DIGEST)) {
      throw new ArchiveFault("points at a blob by " + TarReader.shown(digest) + ", no SHA-256");
    }
    return new OciDescriptor(
        digest,
        Long.parseLong(texts.getOrDefault("size", "-1")),
        texts.getOrDefault("architecture", ""),
        texts.getOrDefault("os", ""),
        texts.containsKey("attests"));
  }

  private static void platform(JsonReader in, Map<String, String> texts) throws IOException {
    JsonDocument.fields(
        in,
        Map.of(
            "architecture", it -> texts.put("architecture", it.nextString()),
            "os", it -> texts.put("os", it.nextString())));
  }

  /** BuildKit's ({@code moby/buildkit}, {@code docs/attestations/attestation-storage.md}). */
  private static void annotations(JsonReader in, Map<String, String> texts) throws IOException {
    JsonDocument.fields(
        in, Map.of("vnd.docker.reference.type", it -> texts.put("attests", it.nextString())));
  }

  /** Where the blob is in an archive ({@code image-layout.md}). */
  String path() {
    return "blobs/" + digest.replace(':', '/');
  }

  /** The blob, which is what it has to be. */
  Blob in(Blobs blobs) throws ArchiveFault {
    Blob blob = blobs.get(path());
    if (!blob.digest().equals(digest) || (bytes >= 0 && blob.bytes() != bytes)) {
      throw new ArchiveFault(
          "has been tampered with or damaged: " + path() + " is " + blob.digest());
    }
    return blob;
  }
}
