package net.boincwrapper.cli.compare;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import net.boincwrapper.cli.compare.Differences.Difference;
import net.boincwrapper.cli.compare.ResultComparison.ComparedFile;
import net.boincwrapper.cli.display.OutputSchema;

/** A comparison as JSON. {@link OutputSchema} says what is in it. */
public final class ComparisonJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ComparisonJson() {}

  /**
   * One object.
   *
   * @param a what was compared, as it was named
   * @param b the same
   */
  public static String of(ResultComparison comparison, Path a, Path b, Rule rule) {
    JsonObject root = new JsonObject();
    root.addProperty("schemaVersion", OutputSchema.VERSION);
    root.addProperty("kind", "comparison");
    root.addProperty("same", comparison.isSame());
    root.addProperty("first", a.toString());
    root.addProperty("second", b.toString());
    root.addProperty("tolerance", rule.tolerance());
    rule.p().ifPresent(p -> root.addProperty("p", p));
    JsonArray files = new JsonArray();
    comparison.files().forEach(file -> files.add(file(file)));
    root.add("files", files);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject file(ComparedFile file) {
    Differences found = file.found();
    JsonObject json = new JsonObject();
    json.addProperty("name", file.name());
    json.addProperty("same", found.isEmpty());
    json.addProperty("numbers", found.numbers());
    json.addProperty("differences", found.count());
    JsonArray shown = new JsonArray();
    found.first().forEach(it -> shown.add(difference(it)));
    json.add("shown", shown);
    found.largest().ifPresent(it -> json.add("largest", difference(it)));
    json.add("notes", GSON.toJsonTree(found.notes()));
    return json;
  }

  private static JsonObject difference(Difference difference) {
    JsonObject json = new JsonObject();
    if (!difference.where().isEmpty()) {
      json.addProperty("where", difference.where());
    }
    json.addProperty("how", difference.how());
    return json;
  }
}
