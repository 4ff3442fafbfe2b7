package net.boincwrapper.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import net.boincwrapper.cli.program.JobPrograms;
import net.boincwrapper.cli.program.ProgramFacts;

/** A job's compiled programs as JSON. */
final class ProgramsJson {
  private ProgramsJson() {}

  static JsonArray of(JobPrograms programs) {
    JsonArray all = new JsonArray();
    programs.facts().forEach(it -> all.add(of(it)));
    return all;
  }

  private static JsonObject of(ProgramFacts facts) {
    JsonObject one = new JsonObject();
    one.addProperty("file", facts.name());
    one.addProperty("architecture", facts.architecture());
    one.addProperty("library", facts.isLibrary());
    facts.level().ifPresent(it -> one.addProperty("level", it));
    facts.loader().ifPresent(it -> one.addProperty("loader", it));
    one.add("libraries", texts(facts.libraries()));
    one.add("versions", texts(facts.versions()));
    return one;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
