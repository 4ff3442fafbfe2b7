package net.boincwrapper.image.archive;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image of a {@code manifest.json}, as {@code docker save} writes it ({@code
 * moby/image/spec/v1.2.md}, "Combined Image JSON + Filesystem Changeset Format").
 *
 * @param config name of the file in the archive
 * @param layers names of the files, the lowest first
 */
record SavedImage(String config, List<String> layers) {
  static final String FILE = "manifest.json";

  SavedImage {
    layers = List.copyOf(layers);
  }

  static List<SavedImage> all(byte[] json) throws ArchiveFault {
    return JsonDocument.read(json, FILE, in -> JsonDocument.list(in, SavedImage::one));
  }

  private static SavedImage one(JsonReader in) throws IOException {
    StringBuilder config = new StringBuilder();
    List<String> layers = new ArrayList<>();
    JsonDocument.fields(
        in,
        Map.of(
            "Config", it -> config.append(it.nextString()),
            "Layers", it -> layers.addAll(JsonDocument.list(it, JsonReader::nextString))));
    return new SavedImage(config.toString(), layers);
  }
}
