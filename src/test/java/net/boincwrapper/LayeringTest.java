package net.boincwrapper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Collections.disjoint;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who may know whom, as wrapper/architecture.md tells it. */
@AnalyzeClasses(packages = "net.boincwrapper", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
  private static final String ROOT = "net.boincwrapper.";

  private static final String ITSELF = " itself";
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?(net\\.boincwrapper(?:\\.[a-z]+)+)\\.[A-Z]");

  /** Each room, and every room that it may import: no other, and none that it does not need. */
  static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          entry("time", Set.of()),
          entry("slot.record", Set.of()),
          entry("slot", Set.of("slot.record")),
          entry("procfs", Set.of()),
          entry("client", Set.of("procfs", "slot")),
          entry("job", Set.of("slot")),
          entry("job.options", Set.of("job")),
          entry("toml", Set.of("job")),
          entry("policy", Set.of("job", "engine", "toml")),
          entry("job.toml", Set.of("slot", "job", "job.options", "toml")),
          entry(
              "cli.engine",
              Set.of(
                  "procfs",
                  "slot",
                  "engine",
                  "engine.docker",
                  "engine.podman",
                  "plan",
                  "policy",
                  "cli.display")),
          entry("engine", Set.of("job")),
          entry("engine.http", Set.of()),
          entry("engine.program", Set.of()),
          entry("engine.podman", Set.of("time", "engine", "engine.http")),
          entry(
              "engine.docker",
              Set.of(
                  "time",
                  "procfs",
                  "job",
                  "engine",
                  "engine.http",
                  "engine.podman",
                  "engine.program")),
          entry("plan", Set.of("procfs", "slot.record", "slot", "job", "engine", "policy")),
          entry("image.archive", Set.of("slot")),
          entry(
              "image",
              Set.of("time", "slot.record", "slot", "job", "engine", "plan", "image.archive")),
          entry("task.turn", Set.of("time", "client", "engine")),
          entry("task.machine", Set.of("slot.record")),
          entry("task.judge", Set.of("slot.record", "job", "engine", "task.machine")),
          entry(
              "task.watch",
              Set.of("time", "procfs", "slot", "client", "job", "engine", "task.turn")),
          entry("task.lease", Set.of("time", "slot.record", "slot", "engine", "task.turn")),
          entry(
              "task",
              Set.of(
                  "time",
                  "procfs",
                  "slot.record",
                  "slot",
                  "client",
                  "job",
                  "job.toml",
                  "engine",
                  "engine.podman",
                  "plan",
                  "policy",
                  "image",
                  "task.turn",
                  "task.machine",
                  "task.judge",
                  "task.watch",
                  "task.lease")),
          entry("cli.display", Set.of("client")),
          entry("cli.compare", Set.of("cli.display")),
          entry("cli.volunteer", Set.of()),
          entry("cli.findings", Set.of("job", "engine", "cli.display")),
          entry("cli.folder", Set.of("slot.record", "slot", "job", "job.toml", "cli.display")),
          entry("cli.program", Set.of("job", "engine.program", "image", "cli.folder")),
          entry(
              "cli.preflight",
              Set.of(
                  "job", "job.toml", "image", "cli.circuit.syntax", "cli.circuit", "cli.folder")),
          entry(
              "cli.host",
              Set.of(
                  "time",
                  "procfs",
                  "slot.record",
                  "slot",
                  "engine",
                  "engine.docker",
                  "image",
                  "job",
                  "policy",
                  "cli.display",
                  "cli.engine",
                  "cli.volunteer")),
          entry(
              "cli.clean",
              Set.of(
                  "slot.record",
                  "slot",
                  "engine",
                  "engine.docker",
                  "cli.display",
                  "cli.engine",
                  "cli.host",
                  "image",
                  "policy",
                  "cli.volunteer",
                  "cli.simulate")),
          entry("cli.report", Set.of("cli.display")),
          entry("cli.circuit.grammar", Set.of()),
          entry("cli.circuit.syntax", Set.of("cli.circuit.grammar")),
          entry("cli.circuit", Set.of("slot", "job", "cli.circuit.syntax")),
          entry(
              "cli.packaging",
              Set.of(
                  "slot.record",
                  "slot",
                  "job",
                  "job.toml",
                  "engine",
                  "engine.program",
                  "image",
                  "cli.display",
                  "cli.circuit",
                  "cli.compare",
                  "cli.folder")),
          entry("cli.packaging.buda", Set.of("job", "job.toml", "cli.folder", "cli.packaging")),
          entry(
              "cli.measure",
              Set.of(
                  "time", "job", "job.toml", "engine", "task.watch", "cli.display", "cli.folder")),
          entry(
              "cli.simulate",
              Set.of(
                  "time",
                  "slot.record",
                  "slot",
                  "client",
                  "job",
                  "job.toml",
                  "engine",
                  "plan",
                  "policy",
                  "image",
                  "task",
                  "cli.display",
                  "cli.engine",
                  "cli.findings",
                  "cli.folder",
                  "cli.measure",
                  "cli.preflight",
                  "cli.program",
                  "cli.volunteer")),
          entry(
              "cli.rehearse",
              Set.of(
                  "slot.record",
                  "slot",
                  "client",
                  "job",
                  "job.toml",
                  "engine",
                  "plan",
                  "cli.display",
                  "cli.findings",
                  "cli.folder",
                  "cli.measure",
                  "cli.report",
                  "cli.simulate",
                  "cli.volunteer",
                  "cli.compare")),
          entry(
              "cli",
              Set.of(
                  "slot.record",
                  "slot",
                  "client",
                  "job",
                  "job.toml",
                  "engine",
                  "engine.docker",
                  "plan",
                  "policy",
                  "image",
                  "image.archive",
                  "task.turn",
                  "task",
                  "cli.display",
                  "cli.engine",
                  "cli.compare",
                  "cli.findings",
                  "cli.folder",
                  "cli.host",
                  "cli.clean",
                  "cli.preflight",
                  "cli.program",
                  "cli.measure",
                  "cli.packaging",
                  "cli.packaging.buda",
                  "cli.report",
                  "cli.simulate",
                  "cli.volunteer",
                  "cli.rehearse")));

  @ArchTest
  static void everyRoomKnowsWhatItMayAndNothingElse(JavaClasses classes) throws IOException {
    Set<String> found = new TreeSet<>(imports());
    found.addAll(uses(classes));
    found.removeIf(edge -> edge.endsWith(ITSELF));
    assertThat(found).containsExactlyInAnyOrderElementsOf(allowed());
  }

  @ArchTest
  static void noRoomsKnowEachOtherInACircle(JavaClasses classes) {
    Map<String, Set<String>> rest = new TreeMap<>(ROOMS);
    while (rest.entrySet().removeIf(room -> disjoint(room.getValue(), rest.keySet()))) {
      // What knows none of the rest stands on no circle.
    }
    assertThat(rest).isEmpty();
  }

  @ArchTest
  static final ArchRule ONLY_ENGINE_DOCKER_KNOWS_DOCKER_JAVA =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.boincwrapper.engine.docker")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.dockerjava..");

  /** It comes with docker-java. Results hold NaN, which Gson cannot tell from a string. */
  @ArchTest
  static final ArchRule JACKSON_READS_ONLY_ENGINES_AND_RESULTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.boincwrapper.engine.docker")
          .and()
          .haveNameNotMatching("net\\.boincwrapper\\.cli\\.compare\\.JsonDocument(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule ONLY_CLI_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.boincwrapper.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule ONLY_CLI_CIRCUIT_KNOWS_ANTLR =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "net.boincwrapper.cli.circuit.syntax", "net.boincwrapper.cli.circuit.grammar")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.antlr..");

  @ArchTest
  static final ArchRule ONLY_TOML_KNOWS_TOML4J =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.boincwrapper.toml")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.moandjiezana..");

  /** It comes with TOML4J. Jackson, which comes with docker-java, is ten times the classes. */
  @ArchTest
  static final ArchRule ONLY_THESE_CLASSES_KNOW_GSON =
      noClasses()
          .that()
          .haveNameNotMatching(
              ".*\\.(CheckpointsJson|CircuitManifest|ComparisonJson|DockerJson|DryRunJson|EngineJson|ExecForm"
                  + "|FindingsJson|HostJson|MeasuredJson|PlanJson|PreflightJson|ProgramsJson"
                  + "|RehearsalJson|RehearsalRecord|ReportJson|SpdxJson)(\\$.*)?")
          .and()
          .resideOutsideOfPackage("net.boincwrapper.image.archive")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.gson..");

  @ArchTest
  static final ArchRule TIME_KNOWS_ONLY_THE_JDK =
      noClasses()
          .that()
          .resideInAPackage("net.boincwrapper.time")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("net.boincwrapper.time", "java..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule SLOT_PROCFS_AND_CLIENT_KNOW_ONLY_THE_JDK =
      noClasses()
          .that()
          .resideInAnyPackage(
              "net.boincwrapper.slot..", "net.boincwrapper.procfs", "net.boincwrapper.client")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "net.boincwrapper..",
              "java..",
              "javax.xml..",
              "org.w3c.dom..",
              "org.xml.sax..",
              "sun.misc..",
              "com.sun.nio.file..",
              "org.apache.commons.io..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule NOTHING_CALLS_TO_FILE_BELOW_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.boincwrapper.cli..")
          .should()
          .callMethod(java.nio.file.Path.class, "toFile");

  private static Set<String> allowed() {
    return ROOMS.entrySet().stream()
        .flatMap(room -> room.getValue().stream().map(known -> edge(room.getKey(), known)))
        .collect(toSet());
  }

  /** As compiled, names in full included. */
  private static Set<String> uses(JavaClasses classes) {
    return classes.stream()
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .filter(use -> isOurs(use.getTargetClass().getBaseComponentType()))
        .map(
            use ->
                edge(
                    room(use.getOriginClass().getPackageName()),
                    room(use.getTargetClass().getBaseComponentType().getPackageName())))
        .collect(toSet());
  }

  /** As written: the compiler leaves nothing of a constant's class, nor of a link in Javadoc. */
  private static Set<String> imports() throws IOException {
    Set<String> imports = new TreeSet<>();
    for (String root : List.of("slot-layout/src/main/java", "wrapper/src/main/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          imports.addAll(imports(Files.readString(file)));
        }
      }
    }
    return imports;
  }

  private static Set<String> imports(String source) {
    Matcher own = PACKAGE.matcher(source);
    assertThat(own.find()).isTrue();
    return IMPORT
        .matcher(source)
        .results()
        .map(match -> edge(room(own.group(1)), room(match.group(1))))
        .collect(toSet());
  }

  private static String edge(String from, String to) {
    return from.equals(to) ? from + ITSELF : from + " imports " + to;
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static String room(String name) {
    return name.substring(ROOT.length());
  }
}
