package net.boincwrapper.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.cli.display.OutputSchema;
import net.boincwrapper.slot.CheckpointArchive.Found;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.SlotLayout;

/** Sealed checkpoints as JSON. {@link OutputSchema} says what is in it. */
final class CheckpointsJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private CheckpointsJson() {}

  static String of(SlotLayout slot, List<Found> all) {
    JsonObject root = root("checkpoints", slot);
    JsonArray checkpoints = new JsonArray();
    all.forEach(it -> checkpoints.add(one(it)));
    root.add("checkpoints", checkpoints);
    return GSON.toJson(root) + "\n";
  }

  static String restored(SlotLayout slot, int generation, Path target, List<String> files) {
    JsonObject root = root("restored", slot);
    root.addProperty("generation", generation);
    root.addProperty("target", target.toString());
    root.add("files", GSON.toJsonTree(files));
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject root(String kind, SlotLayout slot) {
    JsonObject root = new JsonObject();
    root.addProperty("schemaVersion", OutputSchema.VERSION);
    root.addProperty("kind", kind);
    root.addProperty("slot", slot.directory().toString());
    return root;
  }

  private static JsonObject one(Found found) {
    JsonObject one = new JsonObject();
    one.addProperty("generation", found.generation());
    found.damage().ifPresent(it -> one.addProperty("damage", it));
    found.manifest().ifPresent(it -> describe(it, one));
    return one;
  }

  private static void describe(Manifest manifest, JsonObject one) {
    one.addProperty("resultName", manifest.resultName());
    one.addProperty("sealedAt", manifest.sealedAt().toString());
    one.addProperty("cpuSeconds", manifest.cpuSeconds());
    one.addProperty("runningSeconds", manifest.wallSeconds());
    manifest.fractionDone().ifPresent(it -> one.addProperty("fractionDone", it));
    one.addProperty("bytes", manifest.bytes());
    JsonArray files = new JsonArray();
    manifest.entries().forEach(it -> files.add(file(it)));
    one.add("files", files);
  }

  private static JsonObject file(Entry entry) {
    JsonObject file = new JsonObject();
    file.addProperty("name", entry.name());
    if (entry.kind() == Kind.LINK) {
      file.addProperty("linkTo", entry.target());
    } else {
      file.addProperty("bytes", entry.bytes());
      file.addProperty("sha256", entry.sha256());
      file.addProperty("modified", entry.modified().toInstant().toString());
    }
    return file;
  }
}
