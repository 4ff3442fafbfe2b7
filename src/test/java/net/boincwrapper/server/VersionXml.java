package net.boincwrapper.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * version.xml as {@code tools/update_versions:convert_simplexml} reads it.
 *
 * @param apiVersion empty: the tool looks for it in the main program
 * @param unknown keys that the tool does not look at
 */
record VersionXml(
    List<Listed> files, boolean wrapper, Optional<String> apiVersion, List<String> unknown) {
  private static final Set<String> KEYS =
      Set.of(
          "file",
          "dont_throttle",
          "needs_network",
          "is_wrapper",
          "file_prefix",
          "beta",
          "api_version");

  private static final Set<String> FILE_KEYS =
      Set.of("physical_name", "logical_name", "url", "main_program", "copy_file", "gzip");

  /** A file of the version; {@code logical} may be empty. */
  record Listed(String physical, String logical, boolean main, boolean copy) {}

  static VersionXml parse(byte[] content) throws Refused {
    Element version = document(content).getDocumentElement();
    List<String> unknown = new ArrayList<>();
    List<Listed> files = new ArrayList<>();
    for (Element child : children(version)) {
      if (!KEYS.contains(child.getTagName())) {
        unknown.add(child.getTagName());
      }
      if (child.getTagName().equals("file")) {
        files.add(file(child));
        children(child).stream()
            .map(Element::getTagName)
            .filter(key -> !FILE_KEYS.contains(key))
            .forEach(unknown::add);
      }
    }
    return new VersionXml(
        files,
        flag(version, "is_wrapper"),
        Optional.of(text(version, "api_version")).filter(text -> !text.isEmpty()),
        unknown);
  }

  private static Document document(byte[] content) throws Refused {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(content));
    } catch (SAXException | IOException e) {
      throw new Refused("version.xml cannot be loaded: " + e.getMessage());
    } catch (ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static Listed file(Element file) {
    return new Listed(
        text(file, "physical_name"),
        text(file, "logical_name"),
        flag(file, "main_program"),
        flag(file, "copy_file"));
  }

  private static List<Element> children(Element parent) {
    NodeList nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
        .map(Element.class::cast)
        .toList();
  }

  private static String text(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getTagName().equals(name))
        .findFirst()
        .map(child -> child.getTextContent().strip())
        .orElse("");
  }

  /** Nothing in it, or a number above 0: {@code true} as a word is false. */
  private static boolean flag(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getTagName().equals(name))
        .map(child -> child.getTextContent().strip())
        .anyMatch(text -> text.isEmpty() || text.matches("0*[1-9].*"));
  }
}
