package net.boincwrapper.cli.findings;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;

/** What a run tells besides its result, as JSON: a part of a run's and of a rehearsal's. */
public final class FindingsJson {
  private FindingsJson() {}

  public static JsonObject of(RunFindings findings) {
    JsonObject root = new JsonObject();
    root.add("writtenElsewhere", files(findings.elsewhere()));
    root.addProperty("writtenElsewhereMore", findings.elsewhere().more());
    root.add("checkpoint", checkpoint(findings));
    return root;
  }

  private static JsonArray files(WrittenElsewhere elsewhere) {
    JsonArray files = new JsonArray();
    for (WrittenFile file : elsewhere.files()) {
      JsonObject one = new JsonObject();
      one.addProperty("path", file.path());
      one.addProperty("change", file.kind().name().toLowerCase(Locale.ROOT));
      one.addProperty("bytes", file.bytes());
      files.add(one);
    }
    return files;
  }

  private static JsonArray checkpoint(RunFindings findings) {
    JsonArray checkpoint = new JsonArray();
    for (CheckpointFinding finding : findings.checkpoint()) {
      JsonObject one = new JsonObject();
      one.addProperty("what", finding.kind().name().toLowerCase(Locale.ROOT));
      JsonArray files = new JsonArray();
      finding.files().forEach(files::add);
      one.add("files", files);
      one.addProperty("text", finding.text());
      checkpoint.add(one);
    }
    return checkpoint;
  }
}
