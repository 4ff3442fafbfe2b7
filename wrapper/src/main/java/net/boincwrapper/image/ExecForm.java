package net.boincwrapper.image;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The JSON form of CMD, ENTRYPOINT, COPY and others: an array of strings and nothing else. */
final class ExecForm {
  private ExecForm() {}

  static Optional<List<String>> parse(String text) {
    try (JsonReader in = new JsonReader(new StringReader(text))) {
      in.setStrictness(Strictness.STRICT);
      return strings(in);
    } catch (MalformedJsonException | EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static Optional<List<String>> strings(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.BEGIN_ARRAY) {
      return Optional.empty();
    }
    in.beginArray();
    List<String> words = new ArrayList<>();
    while (in.peek() == JsonToken.STRING) {
      words.add(in.nextString());
    }
    if (in.peek() != JsonToken.END_ARRAY) {
      return Optional.empty();
    }
    in.endArray();
    return in.peek() == JsonToken.END_DOCUMENT ? Optional.of(words) : Optional.empty();
  }

  /** Words without control characters, in JSON. */
  static String print(List<String> words) {
    return words.stream()
        .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
