package net.boincwrapper.cli.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ImageContentsTest {
  private static final String PYTHON = "/usr/lib/python3/dist-packages/";
  private final Map<String, byte[]> files = new TreeMap<>();

  private void add(String path, String content) {
    assertThat(ImageContents.isWanted(path)).as(path).isTrue();
    files.put(path, content.getBytes(UTF_8));
  }

  private List<String> names() {
    return ImageContents.of(files).packages().stream()
        .map(it -> it.kind().word() + " " + it.name() + " " + it.version())
        .toList();
  }

  @Test
  void whatDpkgHasInstalledAndNotRemovedIsListed() {
    add(
        "/var/lib/dpkg/status",
        """
        Package: libc6
        Status: install ok installed
        Maintainer: GNU Libc Maintainers <libc@example.org>
        Architecture: amd64
        Version: 2.36-9
        Description: GNU C Library
         Package: not a field

        Package: old
        Status: deinstall ok config-files
        Version: 1

        Package: bash
        Status: install ok installed
        Version: 5.2
        """);

    assertThat(names()).containsExactly("deb bash 5.2", "deb libc6 2.36-9");
    assertThat(ImageContents.of(files).hasDpkg()).isTrue();
  }

  @Test
  void anImageWithAFileForEachPackageHasADatabaseToo() {
    add("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\n");

    assertThat(names()).containsExactly("deb base-files 12");
  }

  @Test
  void whatPipHasInstalledIsListedWhereverItIs() {
    add("/opt/venv/lib/python3.11/site-packages/qiskit-2.1.dist-info/METADATA", python("qiskit"));
    add(PYTHON + "plain.egg-info", python("plain"));
    add(PYTHON + "old.egg-info/PKG-INFO", python("old"));
    add("/x/broken.dist-info/METADATA", "nothing");

    assertThat(names()).containsExactly("pypi old 1.0", "pypi plain 1.0", "pypi qiskit 1.0");
    assertThat(ImageContents.of(files).hasDpkg()).isFalse();
  }

  private static String python(String name) {
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n\nVersion: of the text\n";
  }

  @Test
  void whatAPackageDoesNotSayIsNotSaidOfIt() throws IOException {
    add("/x/a-1.dist-info/METADATA", "Name: a\nVersion: 1\nAuthor: UNKNOWN\n");

    assertThat(SpdxJson.of(new JobDirectory().order("1.2"), ImageContents.of(files)))
        .contains("pkg:pypi/a@1")
        .doesNotContain("supplier");
  }

  @Test
  void packagesOfUbuntuAreNotCalledDebians() throws IOException {
    add(
        "/usr/lib/os-release",
        "NAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\n");
    add(
        "/var/lib/dpkg/status",
        "Package: apt\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.7~rc1*\n");

    assertThat(SpdxJson.of(new JobDirectory().order("1.2"), ImageContents.of(files)))
        .contains("\"pkg:deb/ubuntu/apt@2.7~rc1%2A?arch=amd64\"");
  }

  @Test
  void aPackageOfDpkgsIsNotListedTwice() {
    add(
        "/var/lib/dpkg/info/python3-numpy.list",
        "/.\n" + PYTHON + "numpy-1.24.egg-info/PKG-INFO\n");
    add(PYTHON + "numpy-1.24.egg-info/PKG-INFO", python("numpy"));
    add("/usr/local/lib/python3.11/dist-packages/numpy-2.dist-info/METADATA", python("numpy"));

    assertThat(names()).containsExactly("pypi numpy 1.0");
  }

  @Test
  void otherFilesAreNoDatabases() {
    assertThat(ImageContents.isWanted("/etc/passwd")).isFalse();
    assertThat(ImageContents.isWanted("/METADATA")).isFalse();
    assertThat(ImageContents.isWanted("/var/lib/dpkg/status-old")).isFalse();
  }

  @Test
  void theBillSaysWhatEachPackageIsAndTheSameContentsMakeTheSameBytes() throws IOException {
    add(
        "/var/lib/dpkg/status",
        """
        Package: libc++1
        Status: install ok installed
        Maintainer: Somebody <some@example.org>
        Architecture: amd64
        Version: 1:2.36+9
        """);
    add("/x/typing_extensions.dist-info/METADATA", python("typing_extensions"));
    PackageOrder order = new JobDirectory().order("1.2");

    String text = SpdxJson.of(order, ImageContents.of(files));

    assertThat(SpdxJson.of(order, ImageContents.of(files))).isEqualTo(text);
    assertThat(text)
        .contains("\"referenceLocator\": \"pkg:deb/debian/libc%2B%2B1@1:2.36%2B9?arch=amd64\"")
        .contains("\"referenceLocator\": \"pkg:pypi/typing-extensions@1.0\"")
        .contains("\"supplier\": \"Organization: Somebody (some@example.org)\"");
    checkReferences(JsonParser.parseString(text).getAsJsonObject());
  }

  /** As SPDX 2.3 wants it: identifiers of letters, digits, . and -, each one once. */
  private static void checkReferences(JsonObject root) {
    assertThat(root.get("spdxVersion").getAsString()).isEqualTo("SPDX-2.3");
    Set<String> ids = new HashSet<>(Set.of("SPDXRef-DOCUMENT"));
    for (JsonElement one : root.getAsJsonArray("packages")) {
      String id = one.getAsJsonObject().get("SPDXID").getAsString();
      assertThat(id).matches("SPDXRef-[A-Za-z0-9.-]+");
      assertThat(ids.add(id)).as(id).isTrue();
    }
    JsonArray relationships = root.getAsJsonArray("relationships");
    assertThat(relationships).hasSize(3);
    for (JsonElement one : relationships) {
      assertThat(ids).contains(one.getAsJsonObject().get("spdxElementId").getAsString());
      assertThat(ids).contains(one.getAsJsonObject().get("relatedSpdxElement").getAsString());
    }
  }

  @Test
  void aBaseWithoutDpkgIsSaidToBeOne() throws IOException {
    PackageOrder order = new JobDirectory().order("1.2");

    assertThat(SpdxJson.of(order, ImageContents.of(files)))
        .contains("The image has no database of dpkg, so packages of its system are not listed.");
  }
}
