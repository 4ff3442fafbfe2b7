package net.boincwrapper.cli.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON as Python writes it, which is that of RFC 8259, and NaN, Infinity and -Infinity. Gson, which
 * reads the JSON of engines and reports, cannot tell these from strings.
 */
final class JsonDocument {
  /** A larger one is compared as text: in 64 MB of heap there is room for no larger two. */
  static final int LARGEST = 4 << 20;

  private static final int DEEPEST = 200;
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
   * @return a map, a list, a {@link WrittenNumber} or a {@link Word}
   * @throws NotOfThisKind if it is no JSON, or larger or deeper than what is looked at as a whole
   */
  static Object read(Content content) throws IOException, NotOfThisKind {
    try (JsonParser parser = FACTORY.createParser(new CharArrayReader(characters(content)))) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        throw new NotOfThisKind("no JSON");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new NotOfThisKind("no JSON");
      }
      return value;
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new NotOfThisKind("no JSON");
    }
  }

  private static char[] characters(Content content) throws IOException, NotOfThisKind {
    byte[] bytes;
    try (InputStream in = content.open()) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw new NotOfThisKind("JSON of more than 4 MiB");
    }
    CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    char[] characters = new char[decoded.remaining()];
    decoded.get(characters);
    return characters;
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

  private static Map<String, Object> members(JsonParser parser) throws IOException, NotOfThisKind {
    Map<String, Object> members = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<Object> elements(JsonParser parser) throws IOException, NotOfThisKind {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  /** Jackson takes {@code INF} and {@code +INF}, too. */
  private static WrittenNumber number(String text) throws NotOfThisKind {
    char last = text.charAt(text.length() - 1);
    if (!Character.isDigit(last) && !NOT_FINITE.contains(text)) {
      throw new NotOfThisKind("no JSON");
    }
    return new WrittenNumber(text);
  }
}
