package net.boincwrapper.image.archive;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what is wanted of a JSON document, and passes over the rest without keeping it. */
final class JsonDocument {
  private static final int MOST_LEVELS = 100;

  /** Of a list that we read: layers, images. */
  private static final int MOST_ITEMS = 1024;

  private JsonDocument() {}

  /** Reads one value. */
  @FunctionalInterface
  interface Value {
    void read(JsonReader in) throws IOException;
  }

  /** Reads one item of a list. */
  @FunctionalInterface
  interface Item<T> {
    T read(JsonReader in) throws IOException;
  }

  /** Reads a document. */
  static <T> T read(byte[] bytes, String what, Item<T> item) throws ArchiveFault {
    JsonReader in =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
    in.setStrictness(Strictness.STRICT);
    in.setNestingLimit(MOST_LEVELS);
    try {
      return item.read(in);
    } catch (ArchiveFault e) {
      throw e;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ArchiveFault("has a damaged " + what + ": " + why, e);
    }
  }

  /** The fields of an object; what is null is as if it were not there. */
  static void fields(JsonReader in, Map<String, Value> wanted) throws IOException {
    in.beginObject();
    while (in.hasNext()) {
      Value value = wanted.get(in.nextName());
      if (value == null || in.peek() == JsonToken.NULL) {
        in.skipValue();
      } else {
        value.read(in);
      }
    }
    in.endObject();
  }

  static <T> List<T> list(JsonReader in, Item<T> item) throws IOException {
    List<T> items = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      items.add(item.read(in));
      if (items.size() > MOST_ITEMS) {
        throw new ArchiveFault("has a list of more than " + MOST_ITEMS + " layers or images");
      }
    }
    in.endArray();
    return items;
  }
}
