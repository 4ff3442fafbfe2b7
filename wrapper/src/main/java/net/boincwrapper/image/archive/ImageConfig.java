package net.boincwrapper.image.archive;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an image's config says of its layers ({@code opencontainers/image-spec}, {@code config.md}).
 *
 * @param diffIds digests of the layers, uncompressed, the lowest first
 */
record ImageConfig(List<String> diffIds) {
  ImageConfig {
    diffIds = List.copyOf(diffIds);
  }

  static ImageConfig of(byte[] json) throws ArchiveFault {
    return JsonDocument.read(json, "config of its image", ImageConfig::read);
  }

  private static ImageConfig read(JsonReader in) throws IOException {
    List<String> ids = new ArrayList<>();
    JsonDocument.fields(in, Map.of("rootfs", it -> rootfs(it, ids)));
    return new ImageConfig(ids);
  }

  private static void rootfs(JsonReader in, List<String> ids) throws IOException {
    JsonDocument.fields(
        in, Map.of("diff_ids", it -> ids.addAll(JsonDocument.list(it, JsonReader::nextString))));
  }
}
