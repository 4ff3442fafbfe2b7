package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.boincwrapper.harness.VersionBefore;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of an author that were written for the version before go on working. */
@WithEngine
class VersionBeforeJsonIT {
  /** Left out where nothing was restored or sealed in time. */
  private static final Set<String> NOW_AND_THEN =
      Set.of(
          ".runs[].interruptions[].basis",
          ".runs[].interruptions[].resumedInSeconds",
          ".runs[].interruptions[].askedToEnd.sealedAfterSeconds");

  @TempDir private Path home;
  private Path job;

  @BeforeEach
  void makeJobs() throws IOException {
    job = home.resolve("as-before");
    VersionBefore.copy(VersionBefore.file("json/counting"), job);
    VersionBefore.copy(VersionBefore.file("json/faulty"), home.resolve("faulty"));
    Files.setPosixFilePermissions(
        job.resolve("app.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "run-failed"})
  void aRunIsToldToMachinesWithTheKeysOfBeforeAndEndsWithTheSameCode(String name)
      throws IOException {
    if (name.equals("run-failed")) {
      Files.writeString(job.resolve("exit-code"), "7\n");
    }

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", "--json", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(exitCode(name));
      OutputSchemaCheck.holds("run", run.out());
      assertThat(keys(run.out())).containsAll(keys(before(name)));
      assertThat(value(run.out(), "result")).isEqualTo(value(before(name), "result"));
      assertThat(value(run.out(), "exitCode")).isEqualTo(value(before(name), "exitCode"));
      assertThat(value(run.out(), "appLines")).isEqualTo(value(before(name), "appLines"));
    }
  }

  @Test
  void aRehearsalIsToldToMachinesWithTheKeysOfBefore() throws IOException {
    try (ProgramRun run =
        ProgramRun.of(
            "dry-run",
            "--rehearse",
            "--only",
            "kill,quit",
            "--seed",
            "2026",
            "--json",
            job.toString())) {
      Set<String> now = keys(run.out());
      Set<String> before = keys(before("rehearse"));
      OutputSchemaCheck.holds("rehearsal", run.out());
      now.addAll(NOW_AND_THEN);
      assertThat(now).as(run.evidence()).containsAll(before);
    }
  }

  @Test
  void whatCannotRunEndsWithTheSameCodes() throws IOException {
    assertThat(ended(Map.of(), "dry-run", "--json", job.toString())).isEqualTo(exitCode("dry-run"));
    assertThat(ended(Map.of(), "dry-run", "--json", home.resolve("faulty").toString()))
        .isEqualTo(exitCode("problems"));
    assertThat(ended(Map.of(), "dry-run", "--frobnicate")).isEqualTo(exitCode("usage"));
    Map<String, String> nowhere = Map.of("DOCKER_HOST", "unix://" + home.resolve("no.sock"));
    assertThat(ended(nowhere, "dry-run", "--run", "--json", job.toString()))
        .isEqualTo(exitCode("no-engine"));
  }

  private static int ended(Map<String, String> environment, String... words) throws IOException {
    try (ProgramRun run = ProgramRun.startWith(environment, words)) {
      return run.exitCode();
    }
  }

  private static String before(String name) throws IOException {
    return VersionBefore.text("json/" + name + ".json");
  }

  private static int exitCode(String name) throws IOException {
    return VersionBefore.text("json/exit-codes.txt")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToInt(line -> Integer.parseInt(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static JsonElement value(String json, String key) {
    return JsonParser.parseString(json).getAsJsonObject().get(key);
  }

  /** Each key with the way to it, such as {@code .runs[].name}. */
  private static Set<String> keys(String json) {
    Set<String> keys = new TreeSet<>();
    collect(JsonParser.parseString(json), "", keys);
    return keys;
  }

  private static void collect(JsonElement element, String way, Set<String> keys) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(one -> collect(one, way + "[]", keys));
    } else if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> {
                keys.add(way + "." + entry.getKey());
                collect(entry.getValue(), way + "." + entry.getKey(), keys);
              });
    }
  }
}
