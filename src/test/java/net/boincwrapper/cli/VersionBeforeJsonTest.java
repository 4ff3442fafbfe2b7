package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.harness.VersionBefore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that reads what {@code dry-run --json} prints goes on reading it. */
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

    String now = DryRunJson.of(DryRun.of(folder, List.of(), new DryRun.Volunteer(2, 0, 0)));

    JsonObject then = tree(VersionBefore.text("json/" + before));
    assertThat(withoutNewKeys(tree(now), then)).isEqualTo(then);
  }

  private static JsonObject tree(String json) {
    return JsonParser.parseString(onAnyHost(json)).getAsJsonObject();
  }

  /** A later version may know more keys of job.toml; those that were there stay as they were. */
  private static JsonObject withoutNewKeys(JsonObject now, JsonObject then) {
    Set<String> known = new HashSet<>();
    then.getAsJsonArray("job").forEach(key -> known.add(name(key)));
    JsonArray kept = new JsonArray();
    for (JsonElement key : now.getAsJsonArray("job")) {
      if (known.contains(name(key))) {
        kept.add(key);
      }
    }
    now.add("job", kept);
    return now;
  }

  private static String name(JsonElement key) {
    return key.getAsJsonObject().get("key").getAsString();
  }

  /** Without what another host has more or less of. */
  private static String onAnyHost(String json) {
    return json.replaceAll("(cpus +|NCPUS=|NUM_THREADS=)[0-9.]+", "$1N")
        .replaceAll("(plan=)[0-9a-f]{64}", "$1HASH");
  }
}
