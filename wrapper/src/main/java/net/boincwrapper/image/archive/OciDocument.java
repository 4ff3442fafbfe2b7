package net.boincwrapper.image.archive;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An index, which has manifests, or a manifest, which has a config and layers ({@code
 * opencontainers/image-spec}, {@code image-index.md} and {@code manifest.md}; Docker's own two are
 * like them).
 *
 * @param config one; none in an index
 */
record OciDocument(
    List<OciDescriptor> manifests, List<OciDescriptor> config, List<OciDescriptor> layers) {
  /** Of the archive itself. */
  static final String INDEX = "index.json";

  OciDocument {
    manifests = List.copyOf(manifests);
    config = List.copyOf(config);
    layers = List.copyOf(layers);
  }

  static OciDocument of(byte[] json, String name) throws ArchiveFault {
    return JsonDocument.read(json, name, OciDocument::read);
  }

  private static OciDocument read(JsonReader in) throws IOException {
    List<OciDescriptor> manifests = new ArrayList<>();
    List<OciDescriptor> config = new ArrayList<>();
    List<OciDescriptor> layers = new ArrayList<>();
    JsonDocument.fields(
        in,
        Map.of(
            "manifests", it -> manifests.addAll(JsonDocument.list(it, OciDescriptor::read)),
            "config", it -> config.add(OciDescriptor.read(it)),
            "layers", it -> layers.addAll(JsonDocument.list(it, OciDescriptor::read))));
    return new OciDocument(manifests, config, layers);
  }
}
