package net.boincwrapper.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * All that an operator is to put on a server, in one directory: {@code apps}, {@code templates},
 * {@code project.xml}, {@code plan_class_spec.xml}, and {@code create_work.sh}, which stages what
 * is in {@code inputs}.
 */
public final class PackageRules {
  private static final String CREATE_WORK = "bin/create_work ";

  /**
   * By {@code tools/stage_file_native.cpp} where it is: {@code tools/stage_file}, in PHP, fails on
   * servers of April 2026 and later.
   */
  private static final String STAGE = "stage=bin/stage_file_native\n";

  private static final Pattern STAGED =
      Pattern.compile("\"\\$stage\" (?:--gzip )?--copy \"\\$here/inputs/([^\"]+)\"");

  private PackageRules() {}

  /** What is wrong with it; each problem begins with the file that it is of. */
  public static List<String> problems(Path root) throws IOException {
    List<String> problems = new ArrayList<>(AppVersionRules.problems(root.resolve("apps")));
    if (!problems.isEmpty()) {
      return problems;
    }
    Set<String> planClasses = new TreeSet<>();
    Set<String> apps = new TreeSet<>();
    for (AppVersionFiles version : versions(root)) {
      planClasses.add(version.planClass());
      apps.add(version.app());
    }
    add(
        problems,
        "plan_class_spec.xml",
        PlanClassRules.problems(read(root, "plan_class_spec.xml"), planClasses));
    for (String app : apps) {
      work(root, app, problems);
    }
    return problems;
  }

  private static List<AppVersionFiles> versions(Path root) throws IOException {
    try {
      return AppVersionRules.versions(root.resolve("apps"));
    } catch (Refused e) {
      throw new AssertionError("the rules have found that before", e);
    }
  }

  private static void work(Path root, String app, List<String> problems) throws IOException {
    String input = read(root, "templates/" + app + "_in");
    add(problems, "project.xml", ProjectXmlRules.problems(read(root, "project.xml"), app));
    add(
        problems,
        "templates/" + app + "_out",
        OutputTemplate.problems(read(root, "templates/" + app + "_out")));
    String script = read(root, "create_work.sh");
    Optional<String> line = createWork(script);
    if (line.isEmpty()) {
      problems.add("create_work.sh: no line with " + CREATE_WORK);
      return;
    }
    add(problems, "create_work.sh", CreateWorkRules.problems(line.get(), app, input));
    List<String> inputs = CreateWorkRules.inputs(line.get());
    add(problems, "templates/" + app + "_in", InputTemplate.problems(input, inputs));
    if (!inputs.isEmpty() && !script.contains(STAGE)) {
      problems.add("create_work.sh: does not prefer bin/stage_file_native");
    }
    List<String> staged = STAGED.matcher(script).results().map(found -> found.group(1)).toList();
    for (String name : inputs) {
      if (!staged.contains(name) || !Files.isRegularFile(root.resolve("inputs").resolve(name))) {
        problems.add("create_work.sh: " + name + " is not staged from inputs");
      }
    }
  }

  /** The line that makes a workunit, continued lines joined. */
  static Optional<String> createWork(String script) {
    return script
        .replace("\\\n", " ")
        .lines()
        .filter(line -> line.startsWith(CREATE_WORK))
        .findFirst();
  }

  private static void add(List<String> problems, String file, List<String> found) {
    found.forEach(problem -> problems.add(file + ": " + problem));
  }

  private static String read(Path root, String name) throws IOException {
    return Files.isRegularFile(root.resolve(name)) ? Files.readString(root.resolve(name)) : "";
  }
}
