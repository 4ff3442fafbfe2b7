package net.boincwrapper.inmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.AnnotationSupport;

/** SECURITY.md, its tests and the inmate's tries say the same. */
class SecurityPageTest {
  private static final Path TESTS = Path.of("src/test/java");

  private final Expectations ofApps = Expectations.in("expected.txt");
  private final Expectations ofBuilds = Expectations.in("expected-build.txt");

  @Test
  void eachTryHasOneRowAndEachRowsTryIsThere() throws IOException {
    List<String> named = SecurityPage.rows().stream().flatMap(SecurityPage.Row::tries).toList();

    List<String> expected = new ArrayList<>(ofApps.names());
    expected.addAll(ofBuilds.names());
    assertThat(named).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    assertThat(named).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void eachRowSaysWhoTriesWhatAndWhatStopsItAndNamesATest() throws IOException {
    for (SecurityPage.Row row : SecurityPage.rows()) {
      assertThat(row.cells()).as("%s", row).hasSize(4).allMatch(cell -> !cell.isBlank());
      assertThat(row.tests()).as("%s", row).isNotEmpty();
    }
  }

  /** A reader without the tests has to learn of an engine that differs, and of what is got. */
  @Test
  void whereItDependsTheRowSaysOnWhat() throws IOException {
    for (SecurityPage.Row row : SecurityPage.rows()) {
      String text = String.join(" ", row.cells());
      row.tries()
          .flatMap(name -> Stream.of(ofApps, ofBuilds).map(all -> all.circumstances(name)))
          .flatMap(Set::stream)
          .forEach(circumstance -> assertThat(text).containsIgnoringCase(circumstance));
    }
  }

  @Test
  void testsThatThePageNamesAreThere() throws Exception {
    List<String> missing = new ArrayList<>();
    for (String name : SecurityPage.methods()) {
      if (!isTest(name)) {
        missing.add(name);
      }
    }
    assertThat(missing).isEmpty();
    assertThat(rowsWithoutATry()).allMatch(SecurityPage.methods()::contains);
  }

  private static List<String> rowsWithoutATry() throws IOException {
    return SecurityPage.rows().stream()
        .flatMap(row -> row.tests().stream())
        .filter(name -> Character.isUpperCase(name.charAt(0)))
        .toList();
  }

  private static boolean isTest(String name) throws Exception {
    String[] parts = name.split("\\.");
    try (Stream<Path> files = Files.walk(TESTS)) {
      Path source =
          files.filter(file -> file.endsWith(parts[0] + ".java")).findFirst().orElseThrow();
      String type = TESTS.relativize(source).toString().replace(".java", "").replace('/', '.');
      return Stream.of(Class.forName(type).getDeclaredMethods())
          .filter(method -> method.getName().equals(parts[1]))
          .anyMatch(
              method ->
                  AnnotationSupport.isAnnotated(method, Test.class)
                      || AnnotationSupport.isAnnotated(method, ParameterizedTest.class));
    }
  }

  @Test
  void ofSeveralExpectationsTheClosestIsBelieved() {
    Expectations some = Expectations.of("a: refused\na [podman]: got 0\na [podman root]: got 1\n");

    assertThat(some.of("a", Set.of("docker", "root")).pattern()).isEqualTo("refused \\w+");
    assertThat(some.of("a", Set.of("podman")).pattern()).isEqualTo("got 0");
    assertThat(some.of("a", Set.of("podman", "root", "rootless")).pattern()).isEqualTo("got 1");
  }
}
