package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import net.boincwrapper.cli.display.OutputSchema;

/**
 * Holds an output against the schema, more strictly than its readers need: no object may have a key
 * that its definition does not name.
 */
public final class OutputSchemaCheck {
  private OutputSchemaCheck() {}

  /** Of which kind it is, {@code plan} for example. */
  public static void holds(String kind, String json) throws IOException {
    assertThat(errors(kind, JsonParser.parseString(json))).as(json).isEmpty();
  }

  static List<String> errors(String kind, JsonElement output) throws IOException {
    JsonElement schema = JsonParser.parseString(OutputSchema.text());
    close(schema);
    Validator validator =
        new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
    URI uri = validator.registerSchema(schema);
    validator.registerSchema(
        URI.create("urn:test"), "{\"$ref\": \"%s#/$defs/%s\"}".formatted(uri, kind));
    return validator.validate(URI.create("urn:test"), output).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }

  /** The published schema leaves room for keys of later versions. */
  private static void close(JsonElement element) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(OutputSchemaCheck::close);
    } else if (element.isJsonObject()) {
      JsonObject object = element.getAsJsonObject();
      object.asMap().values().forEach(OutputSchemaCheck::close);
      if (object.has("properties") && object.get("properties").isJsonObject()) {
        object.addProperty("additionalProperties", false);
      }
    }
  }
}
