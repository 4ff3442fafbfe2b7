package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.SpecificationVersion;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.OutputSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputSchemaTest {
  @TempDir private Path home;

  @Test
  void itIsAnsweredWithoutAJob() throws IOException {
    AuthorRun run = AuthorRun.of("dry-run", "--json-schema", home.resolve("none").toString());

    assertThat(run).isEqualTo(new AuthorRun(ExitCode.GOOD, OutputSchema.text(), ""));
  }

  @Test
  void itIsASchemaOfDraft2020() throws IOException {
    JsonObject schema = JsonParser.parseString(OutputSchema.text()).getAsJsonObject();
    String draft = SpecificationVersion.DRAFT2020_12.getId();
    Validator validator =
        new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();

    assertThat(schema.get("$schema").getAsString()).isEqualTo(draft);
    assertThat(validator.validate(URI.create(draft), schema).getErrors()).isEmpty();
  }

  @Test
  void itsVersionIsThatOfTheOutputs() throws IOException {
    JsonObject schema = JsonParser.parseString(OutputSchema.text()).getAsJsonObject();

    assertThat(schema.get("$id").getAsString()).endsWith(":" + OutputSchema.VERSION);
    assertThat(schema.toString())
        .contains("\"schemaVersion\":{\"const\":" + OutputSchema.VERSION + "}");
  }

  @Test
  void aJobWithEverythingIsToldInItsTerms() throws IOException {
    Files.writeString(
        home.resolve("job.toml"),
        """
        image_name = "debian"
        create_args = "--ulimit nofile=9:10 --memory 256m --shm-size 1m --entrypoint /bin/true --cpus 0.5"
        portmap = ["80", "8080:81/udp"]

        [checkpoint]
        files = ["state"]
        signal = "SIGUSR1"

        [exit]
        retry = [75, 76]

        [[scratch]]
        path = "/s"
        size = "64m"
        """);

    String json = AuthorRun.of("dry-run", "--json", home.toString()).out();

    OutputSchemaCheck.holds("plan", json);
    JsonObject plan = JsonParser.parseString(json).getAsJsonObject();
    assertThat(plan.get("plan").getAsJsonObject().get("memoryBytes").getAsLong())
        .isEqualTo(256 << 20);
    assertThat(plan.get("settings").getAsJsonArray())
        .contains(setting("scratch[0].size", "67108864", 14, true))
        .contains(setting("exit.retry", "[75, 76]", 10, true))
        .contains(setting("checkpoint.signal", "\"SIGUSR1\"", 7, true));
  }

  private static JsonObject setting(String key, String value, int line, boolean differs) {
    JsonObject setting = new JsonObject();
    setting.addProperty("key", key);
    setting.add("value", JsonParser.parseString(value));
    setting.addProperty("origin", "job.toml:" + line);
    setting.addProperty("differs", differs);
    return setting;
  }

  @Test
  void whatItDoesNotNameIsFoundOut() throws IOException {
    Files.writeString(home.resolve("job.toml"), "image_name = \"debian\"\n");
    JsonObject plan =
        JsonParser.parseString(AuthorRun.of("dry-run", "--json", home.toString()).out())
            .getAsJsonObject();
    assertThat(OutputSchemaCheck.errors("plan", plan)).isEmpty();

    plan.getAsJsonObject("plan").addProperty("new", 1);
    assertThat(OutputSchemaCheck.errors("plan", plan)).isNotEmpty();
    plan.add("plan", new JsonArray());
    assertThat(OutputSchemaCheck.errors("plan", plan)).isNotEmpty();
  }
}
