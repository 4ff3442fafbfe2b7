package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.harness.VersionBefore;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A container that the version before has left, running or paused, is found by its labels and taken
 * for what would be created now: else its work would be thrown away.
 */
class VersionBeforePlanTest {
  private final FileSystem disk =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("basic", "posix", "owner").build());

  @AfterEach
  void closeTheDisk() throws IOException {
    disk.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"killed", "paused"})
  void itsLabelsAreThoseOfTodaysPlan(String name) throws Exception {
    JsonObject container = container(name);
    Map<String, String> labels = new TreeMap<>();
    container
        .getAsJsonObject("Config")
        .getAsJsonObject("Labels")
        .entrySet()
        .forEach(label -> labels.put(label.getKey(), label.getValue().getAsString()));
    labels.remove("net.boincwrapper.made-by"); // the image's

    ContainerPlan plan = plan(name, container);

    assertThat(plan.labels()).isEqualTo(labels);
    assertThat(labels)
        .containsOnlyKeys(
            ContainerPlan.LABEL_RESULT,
            ContainerPlan.LABEL_SLOT,
            ContainerPlan.LABEL_BOINC_DIRECTORY,
            ContainerPlan.LABEL_PLAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"killed", "paused"})
  void itsNameItsVariablesAndItsMountsAreThoseOfTodaysPlan(String name) throws Exception {
    JsonObject container = container(name);

    ContainerPlan plan = plan(name, container);

    assertThat("/" + plan.name()).isEqualTo(container.get("Name").getAsString());
    assertThat(
            plan.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue()))
        .containsExactlyElementsOf(
            texts(container.getAsJsonObject("Config").getAsJsonArray("Env")));
    assertThat(plan.mounts().stream().map(VersionBeforePlanTest::told))
        .containsExactlyElementsOf(
            elements(container.getAsJsonObject("HostConfig").getAsJsonArray("Mounts"))
                .map(mount -> told(mount.getAsJsonObject()))
                .toList());
  }

  private static String told(ContainerPlan.Mount mount) {
    return mount instanceof ContainerPlan.Bind bind
        ? bind.source() + " at " + bind.target() + (bind.readOnly() ? ", read-only" : "")
        : "in memory at " + mount.target();
  }

  private static String told(JsonObject mount) {
    String target = mount.get("Target").getAsString();
    return mount.has("Source")
        ? mount.get("Source").getAsString()
            + " at "
            + target
            + (mount.has("ReadOnly") ? ", read-only" : "")
        : "in memory at " + target;
  }

  private ContainerPlan plan(String name, JsonObject container) throws Exception {
    Path boinc = VersionBefore.layDown(name, disk);
    if (Files.exists(boinc.resolve("projects/example.org_it/given_1"))) {
      VersionBefore.putLinksBack(boinc);
    }
    SlotLayout slot = new SlotLayout(boinc.resolve("slots/0"));
    Planner.Planned planned =
        Planner.plan(
            new PlanInput(
                JobReader.read("job.toml", Files.readAllBytes(slot.directory().resolve("job.toml")))
                    .job()
                    .orElseThrow(),
                InitDataFile.read(slot),
                slot,
                image(container),
                engine(),
                new TaskArguments(
                    List.of(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty()),
                0,
                0,
                false,
                1));
    assertThat(planned.problems()).isEmpty();
    return planned.plan().orElseThrow();
  }

  private static JsonObject container(String name) throws IOException {
    return JsonParser.parseString(VersionBefore.text("slots/" + name + "/container.json"))
        .getAsJsonObject();
  }

  private static ImageInfo image(JsonObject container) {
    return new ImageInfo(
        container.get("Image").getAsString(),
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        0);
  }

  private static EngineInfo engine() {
    return new EngineInfo(
        Engine.Kind.DOCKER,
        "20.10.24",
        "1",
        false,
        1,
        "cgroupfs",
        2,
        8_000_000_000L,
        List.of("runc"),
        EngineAbilities.USUAL,
        "x86_64");
  }

  private static List<String> texts(Iterable<JsonElement> array) {
    return elements(array).map(JsonElement::getAsString).toList();
  }

  private static Stream<JsonElement> elements(Iterable<JsonElement> array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
