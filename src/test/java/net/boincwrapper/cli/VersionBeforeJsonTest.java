package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.harness.VersionBefore;
import net.boincwrapper.plan.PlanText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code dry-run --json} told machines it tells them still, but with the types of its schema:
 * what was written as TOML, in {@code job}, is a value in {@code settings}, and what were lines in
 * {@code plan} is an object.
 */
class VersionBeforeJsonTest {
  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());

  @AfterEach
  void closeTheDisk() throws IOException {
    disk.close();
  }

  @ParameterizedTest
  @CsvSource({"counting,dry-run.json", "faulty,problems.json"})
  void aDryRunIsToldToMachinesAsBefore(String job, String before) throws IOException {
    Path directory = disk.getPath("/tmp/version-before/jobs/" + job);
    VersionBefore.copy(VersionBefore.file("json/" + job), directory);
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");

    DryRun dryRun = DryRun.of(folder, List.of(), new DryRun.Volunteer(2, 0, 0));

    JsonObject now = tree(DryRunJson.of(dryRun));
    JsonObject then = tree(VersionBefore.text("json/" + before));
    for (String key : Set.of("canRun", "command", "notes")) {
      assertThat(now.get(key)).as(key).isEqualTo(then.get(key));
    }
    assertThat(withoutNewWarnings(now, then)).isEqualTo(then.getAsJsonArray("problems").asList());
    assertThat(now.has("plan")).isEqualTo(then.has("plan"));
    if (then.has("plan")) {
      JsonArray lines = new JsonArray();
      PlanText.lines(dryRun.plan().orElseThrow()).forEach(line -> lines.add(onAnyHost(line)));
      assertThat(lines).isEqualTo(then.get("plan"));
    }
    assertThat(now.getAsJsonArray("settings")).containsAll(typed(then.getAsJsonArray("job")));
  }

  /** A later version may warn of more, in the same words for machines; it refuses no more. */
  private static List<JsonElement> withoutNewWarnings(JsonObject now, JsonObject then) {
    List<JsonElement> known = then.getAsJsonArray("problems").asList();
    return now.getAsJsonArray("problems").asList().stream()
        .filter(
            problem ->
                known.contains(problem)
                    || !problem
                        .getAsJsonObject()
                        .get("severity")
                        .equals(new JsonPrimitive("warning")))
        .toList();
  }

  private static JsonObject tree(String json) {
    return JsonParser.parseString(onAnyHost(json)).getAsJsonObject();
  }

  private static List<JsonElement> typed(JsonArray settings) {
    List<JsonElement> typed = new ArrayList<>();
    for (JsonElement setting : settings) {
      JsonObject one = setting.getAsJsonObject();
      String value = changed(one) ? "none" : one.get("value").getAsString();
      one.add("value", value.equals("none") ? JsonNull.INSTANCE : typed(value));
      one.addProperty("differs", !one.get("origin").getAsString().equals("default"));
      typed.add(one);
    }
    return typed;
  }

  /** A method that nobody wrote is no longer taken for a state vector. */
  private static boolean changed(JsonObject setting) {
    return setting.get("key").getAsString().equals("quantum.method")
        && setting.get("origin").getAsString().equals("default");
  }

  /** TOML writes values as JSON does, but for the only size in these jobs. */
  private static JsonElement typed(String toml) {
    return JsonParser.parseString(toml.equals("\"256m\"") ? "268435456" : toml);
  }

  /** Without what another host has more or less of. */
  private static String onAnyHost(String json) {
    return json.replaceAll("(cpus +|NCPUS=|NUM_THREADS=)[0-9.]+", "$1N")
        .replaceAll("(plan=)[0-9a-f]{64}", "$1HASH");
  }
}
