package net.boincwrapper.cli.packaging;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A bill of materials of an image as SPDX 2.3 in JSON. The same packages make the same bytes:
 * neither the time nor the image's id, which each build has anew, is in it.
 */
final class SpdxJson {
  private static final String IMAGE = "SPDXRef-Image";
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String UNKNOWN = "NOASSERTION";

  /** The specification wants a time; this one says that it means nothing. */
  private static final String NO_TIME = "1970-01-01T00:00:00Z";

  private static final Pattern NOT_OF_AN_ID = Pattern.compile("[^A-Za-z0-9.-]+");
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final PackageOrder order;
  private final ImageContents contents;
  private final JsonArray packages = new JsonArray();
  private final JsonArray relationships = new JsonArray();

  private SpdxJson(PackageOrder order, ImageContents contents) {
    this.order = order;
    this.contents = contents;
  }

  /** The content of a file. */
  static String of(PackageOrder order, ImageContents contents) {
    return new SpdxJson(order, contents).document();
  }

  private String document() {
    String name = order.app() + "-" + order.version() + "-image";
    image(name);
    int number = 0;
    for (ImagePackage one : contents.packages()) {
      add(one, ++number);
    }
    JsonObject root = new JsonObject();
    root.addProperty("spdxVersion", "SPDX-2.3");
    root.addProperty("dataLicense", "CC0-1.0");
    root.addProperty("SPDXID", DOCUMENT);
    root.addProperty("name", name);
    root.addProperty("documentNamespace", "urn:uuid:" + uuid(name));
    root.add("creationInfo", creation());
    root.add("packages", packages);
    root.add("relationships", relationships);
    return GSON.toJson(root) + "\n";
  }

  /** Another one for other packages. */
  private UUID uuid(String name) {
    return UUID.nameUUIDFromBytes((name + packages).getBytes(StandardCharsets.UTF_8));
  }

  private JsonObject creation() {
    JsonObject creation = new JsonObject();
    creation.addProperty("created", NO_TIME);
    creation.add(
        "creators", GSON.toJsonTree(List.of("Tool: docker-wrapper-" + order.programVersion())));
    if (!contents.hasDpkg()) {
      creation.addProperty(
          "comment",
          "The image has no database of dpkg, so packages of its system are not listed.");
    }
    return creation;
  }

  private void image(String name) {
    JsonObject image = described(name, IMAGE, order.version().toString());
    image.addProperty("primaryPackagePurpose", "CONTAINER");
    packages.add(image);
    relate(DOCUMENT, "DESCRIBES", IMAGE);
  }

  private void add(ImagePackage one, int number) {
    String id =
        "SPDXRef-"
            + one.kind().word()
            + "-"
            + number
            + "-"
            + NOT_OF_AN_ID.matcher(one.name()).replaceAll("-");
    JsonObject json = described(one.name(), id, one.version());
    one.supplier()
        .filter(it -> !it.contains("\n"))
        .ifPresent(it -> json.addProperty("supplier", "Organization: " + mail(it)));
    JsonObject url = new JsonObject();
    url.addProperty("referenceCategory", "PACKAGE-MANAGER");
    url.addProperty("referenceType", "purl");
    url.addProperty("referenceLocator", purl(one));
    JsonArray references = new JsonArray();
    references.add(url);
    json.add("externalRefs", references);
    packages.add(json);
    relate(IMAGE, "CONTAINS", id);
  }

  /** SPDX writes the address in round brackets. */
  private static String mail(String supplier) {
    return supplier.replace('<', '(').replace('>', ')');
  }

  private static JsonObject described(String name, String id, String version) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("SPDXID", id);
    json.addProperty("versionInfo", version);
    json.addProperty("downloadLocation", UNKNOWN);
    json.addProperty("filesAnalyzed", false);
    json.addProperty("licenseConcluded", UNKNOWN);
    json.addProperty("licenseDeclared", UNKNOWN);
    json.addProperty("copyrightText", UNKNOWN);
    return json;
  }

  /** {@code pkg:deb/debian/libc6@2.36?arch=amd64}, {@code pkg:pypi/qiskit@2.1}. */
  private String purl(ImagePackage one) {
    return switch (one.kind()) {
      case DEB ->
          "pkg:deb/"
              + contents.distribution()
              + "/"
              + escaped(one.name())
              + "@"
              + escaped(one.version())
              + (one.architecture().isEmpty() ? "" : "?arch=" + escaped(one.architecture()));
      case PYPI ->
          "pkg:pypi/"
              + escaped(one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              + "@"
              + escaped(one.version());
    };
  }

  /** A package URL leaves {@code . - _ ~} and the colon as they are. */
  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%3A", ":");
  }

  private void relate(String from, String how, String to) {
    JsonObject relationship = new JsonObject();
    relationship.addProperty("spdxElementId", from);
    relationship.addProperty("relationshipType", how);
    relationship.addProperty("relatedSpdxElement", to);
    relationships.add(relationship);
  }
}
