package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Lines for a project's {@code plan_class_spec.xml}: one class for each that is packaged. */
final class PlanClasses {
  private static final int DEPTH = 3;

  private PlanClasses() {}

  /**
   * The new one, and those of app versions that are there.
   *
   * @param root of the packages; need not be there
   */
  static XmlElement of(PlanClass added, Path root) throws IOException {
    Map<String, PlanClass> all = new TreeMap<>(Map.of(added.name(), added));
    Path apps = root.resolve("apps");
    if (Files.isDirectory(apps)) {
      try (Stream<Path> directories = Files.walk(apps, DEPTH)) {
        directories
            .filter(directory -> apps.relativize(directory).getNameCount() == DEPTH)
            .map(directory -> String.valueOf(directory.getFileName()))
            .filter(name -> name.contains("__"))
            .flatMap(name -> PlanClass.ofName(name.substring(name.indexOf("__") + 2)).stream())
            .forEach(known -> all.put(known.name(), known));
      }
    }
    return XmlElement.of("plan_classes", all.values().stream().map(PlanClass::xml).toList());
  }
}
