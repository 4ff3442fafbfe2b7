package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * Documents as docker-java's trees, read and written by Gson, which the job file needs anyway: the
 * app's first instruction waits for them. To make Jackson's {@code ObjectMapper}, and to let it
 * learn what it maps, takes 15 ms of a start; its parser alone wants {@code BigDecimal}, whose
 * tables take 16 ms (measured).
 */
final class DockerJson {
  /** Deeper than any engine's document; each level takes a frame of a small stack. */
  private static final int MOST_LEVELS = 100;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DockerJson() {}

  /**
   * The first document; {@link MissingNode} where there is none.
   *
   * @throws ProtocolException something else comes first
   */
  static JsonNode read(InputStream in) throws IOException {
    PushbackInputStream rest = new PushbackInputStream(in);
    if (isBlank(rest)) {
      return MissingNode.getInstance();
    }
    JsonReader reader = new JsonReader(new InputStreamReader(rest, StandardCharsets.UTF_8));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MOST_LEVELS);
    try {
      return value(reader);
    } catch (MalformedJsonException e) {
      // Gson's message has advice on programming in a second line.
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw (ProtocolException) new ProtocolException("no JSON: " + message).initCause(e);
    }
  }

  static JsonNode read(byte[] bytes) throws IOException {
    return read(new ByteArrayInputStream(bytes));
  }

  static byte[] bytes(JsonNode document) throws IOException {
    return text(document).getBytes(StandardCharsets.UTF_8);
  }

  static String text(JsonNode document) throws IOException {
    StringWriter text = new StringWriter(4096);
    write(document, new JsonWriter(text));
    return text.toString();
  }

  static ArrayNode array(Collection<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = NODES.objectNode();
    texts.forEach(object::put);
    return object;
  }

  /** An answer that breaks off throws: it is not blank. */
  private static boolean isBlank(PushbackInputStream in) throws IOException {
    int first = in.read();
    while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
      first = in.read();
    }
    if (first >= 0) {
      in.unread(first);
    }
    return first < 0;
  }

  private static JsonNode value(JsonReader in) throws IOException {
    return switch (in.peek()) {
      case BEGIN_OBJECT -> object(in);
      case BEGIN_ARRAY -> array(in);
      case STRING -> NODES.textNode(in.nextString());
      case NUMBER -> number(in.nextString());
      case BOOLEAN -> NODES.booleanNode(in.nextBoolean());
      case NULL -> {
        in.nextNull();
        yield NODES.nullNode();
      }
      default -> throw new MalformedJsonException("a value was expected at " + in.getPath());
    };
  }

  private static JsonNode number(String text) throws MalformedJsonException {
    if (text.chars().anyMatch(c -> c != '-' && (c < '0' || c > '9'))) {
      double number = Double.parseDouble(text);
      if (Double.isInfinite(number)) {
        throw new MalformedJsonException("a number is too large");
      }
      return NODES.numberNode(number);
    }
    BigInteger whole = new BigInteger(text);
    if (whole.bitLength() >= Long.SIZE) {
      return NODES.numberNode(whole);
    }
    long number = whole.longValue();
    return (int) number == number ? NODES.numberNode((int) number) : NODES.numberNode(number);
  }

  private static ObjectNode object(JsonReader in) throws IOException {
    ObjectNode object = NODES.objectNode();
    in.beginObject();
    while (in.peek() != JsonToken.END_OBJECT) {
      object.set(in.nextName(), value(in));
    }
    in.endObject();
    return object;
  }

  private static ArrayNode array(JsonReader in) throws IOException {
    ArrayNode array = NODES.arrayNode();
    in.beginArray();
    while (in.peek() != JsonToken.END_ARRAY) {
      array.add(value(in));
    }
    in.endArray();
    return array;
  }

  private static void write(JsonNode node, JsonWriter out) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        out.beginObject();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          write(field.getValue(), out.name(field.getKey()));
        }
        out.endObject();
      }
      case ARRAY -> {
        out.beginArray();
        for (JsonNode element : node) {
          write(element, out);
        }
        out.endArray();
      }
      case STRING -> out.value(node.textValue());
      case BOOLEAN -> out.value(node.booleanValue());
      case NUMBER -> out.jsonValue(node.asText());
      default -> out.nullValue();
    }
  }
}
