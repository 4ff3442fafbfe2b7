package net.boincwrapper.cli.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * JSON as Python writes it, which is that of RFC 8259, and NaN, Infinity and -Infinity. Gson, which
 * reads the JSON of engines and reports, cannot tell these from strings.
 */
final class JsonDocument {
  /**
   * A larger one is compared as text: the heap of an author's command has room for two of these.
   */
  static final int LARGEST = 4 << 20;

  private static final int DEEPEST = 200;
  private static final int LONGEST_LONG = 18;
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LARGEST)
                  .maxStringLength(LARGEST)
                  .maxNameLength(LARGEST)
                  .build())
          .build();

  /** A string, {@code true}, {@code false} or {@code null}, as it is shown. */
  record Word(String text) {}

  private JsonDocument() {}

  /**
   * An object or an array.
   *
   * @return a map, a list, a number ({@link #number}) or a {@link Word}
   * @throws NotOfThisKind if it is no JSON, or larger or deeper than what is looked at as a whole
   */
  static Object read(Content content) throws IOException, NotOfThisKind {
    try (BoundedInputStream in = bounded(content);
        JsonParser parser = FACTORY.createParser(decoded(in))) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        throw new NotOfThisKind("no JSON");
      }
      Object value = value(parser);
      if (parser.nextToken() != null || in.getCount() > LARGEST) {
        throw new NotOfThisKind("no JSON, or more than 4 MiB of it");
      }
      return value;
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new NotOfThisKind("no JSON");
    }
  }

  private static BoundedInputStream bounded(Content content) throws IOException {
    return BoundedInputStream.builder()
        .setInputStream(content.open())
        .setMaxCount(LARGEST + 1)
        .get();
  }

  private static Reader decoded(InputStream in) {
    return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
  }

  private static Object value(JsonParser parser) throws IOException, NotOfThisKind {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_STRING -> new Word('"' + parser.getText() + '"');
      default -> new Word(parser.getText());
    };
  }

  /** Without room to grow, as a large document has many of them. */
  private static Map<String, Object> members(JsonParser parser) throws IOException, NotOfThisKind {
    Map<String, Object> members = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return Map.copyOf(members);
  }

  private static List<Object> elements(JsonParser parser) throws IOException, NotOfThisKind {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return List.copyOf(elements);
  }

  /**
   * A {@link Long}, a {@link Double}, or, where it fits into neither, a {@link WrittenNumber}: a
   * text each would take four times the memory. Jackson takes {@code INF} and {@code +INF}, too.
   */
  private static Object number(String text) throws NotOfThisKind {
    char last = text.charAt(text.length() - 1);
    if (!Character.isDigit(last) && !NOT_FINITE.contains(text)) {
      throw new NotOfThisKind("no JSON");
    }
    WrittenNumber number = new WrittenNumber(text);
    if (number.isWhole()) {
      return text.length() < LONGEST_LONG ? (Object) Long.valueOf(text) : number;
    }
    return number.isBeyondDouble() ? number : (Object) number.value();
  }

  /** The number that {@link #read} has made of a number; empty for what is none. */
  static Optional<WrittenNumber> number(Object value) {
    if (value instanceof WrittenNumber number) {
      return Optional.of(number);
    }
    return value instanceof Number number
        ? Optional.of(new WrittenNumber(number.toString()))
        : Optional.empty();
  }
}
