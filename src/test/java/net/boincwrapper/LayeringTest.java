package net.boincwrapper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: section 1 of the design. */
@AnalyzeClasses(packages = "net.boincwrapper", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule PACKAGES_KNOW_ONLY_WHAT_THE_DESIGN_LETS_THEM =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("net.boincwrapper..")
          .layer("slot")
          .definedBy("..slot..")
          .layer("client")
          .definedBy("..client..")
          .layer("job")
          .definedBy("..job..")
          .layer("container")
          .definedBy("..container..")
          .layer("task")
          .definedBy("..task..")
          .layer("cli")
          .definedBy("..cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("task")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("container")
          .mayOnlyBeAccessedByLayers("task", "cli")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("container", "task", "cli")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("task", "cli")
          .whereLayer("slot")
          .mayOnlyBeAccessedByLayers("job", "container", "task", "cli");

  @ArchTest
  static final ArchRule ONLY_DOCKER_CLASSES_KNOW_DOCKER_JAVA =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(Docker\\w*|UnixSocketTransport)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.dockerjava..", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule ONLY_CLI_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule ONLY_JOB_KNOWS_TOML =
      noClasses()
          .that()
          .resideOutsideOfPackage("..job..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.moandjiezana..");

  @ArchTest
  static final ArchRule SLOT_AND_CLIENT_KNOW_ONLY_THE_JDK =
      noClasses()
          .that()
          .resideInAnyPackage("..slot..", "..client..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "net.boincwrapper.slot..",
              "net.boincwrapper.client..",
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
          .resideInAnyPackage("..slot..", "..client..", "..job..", "..container..", "..task..")
          .should()
          .callMethod(java.nio.file.Path.class, "toFile");
}
