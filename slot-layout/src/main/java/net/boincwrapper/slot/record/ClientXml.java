package net.boincwrapper.slot.record;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of {@code init_data.xml} as text. The account's authenticator is never among them.
 *
 * <p>What the client writes is nearly XML: {@code lib/parse.cpp:xml_escape} writes each byte of a
 * non-ASCII character as a reference of its own (two of them for a-umlaut), and most strings, paths
 * and URLs among them, are not escaped at all ({@code lib/app_ipc.cpp:write_init_data_file}). Both
 * are put right before the parser sees the text.
 */
public final class ClientXml {
  private static final String ROOT = "app_init_data";
  private static final Set<String> SECTIONS =
      Set.of("host_info", "proxy_info", "global_preferences");
  private static final Set<String> SECRET = Set.of("authenticator");

  /** Possessive: else Java goes one call deeper for each of them. */
  private static final Pattern BYTE_REFERENCES =
      Pattern.compile("(?:&#(?:12[89]|1[3-9]\\d|2[0-4]\\d|25[0-5]);)++");

  private static final Pattern REFERENCE_NUMBER = Pattern.compile("\\d+");
  private static final Pattern BARE_AMPERSAND =
      Pattern.compile(
          "&(?!(?:lt|gt|amp|quot|apos|#(?:9|10|13|[3-9]\\d|[1-9]\\d{2,5})|#x(?:9|[aAdD]|[2-9a-fA-F][0-9a-fA-F]{1,4}));)");
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final Map<String, List<String>> elements = new HashMap<>();

  private ClientXml() {}

  /**
   * Parses a whole file.
   *
   * @throws XMLStreamException not well-formed, cut off, or with a document type declaration
   */
  public static ClientXml parse(byte[] bytes) throws XMLStreamException {
    XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(repair(bytes)));
    ClientXml xml = new ClientXml();
    try {
      xml.document(reader);
    } finally {
      reader.close();
    }
    return xml;
  }

  /**
   * Texts of the elements of that name, in order, stripped.
   *
   * @param name of a child of the root, or {@code section/name}
   */
  public List<String> values(String name) {
    return elements.getOrDefault(name, List.of());
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // A project's preferences may hold any name, prefixed ones included.
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    return factory;
  }

  private void document(XMLStreamReader reader) throws XMLStreamException {
    List<String> open = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD ->
            throw new XMLStreamException("a document type declaration, which no client writes");
        case XMLStreamConstants.START_ELEMENT -> {
          open.add(reader.getLocalName());
          requireRoot(open);
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          keep(open, text.toString().strip());
          text.setLength(0);
          open.remove(open.size() - 1);
        }
        default -> {}
      }
    }
  }

  private static void requireRoot(List<String> open) throws XMLStreamException {
    if (!open.get(0).equals(ROOT)) {
      throw new XMLStreamException("it begins with <" + open.get(0) + ">, not <" + ROOT + ">");
    }
  }

  private void keep(List<String> open, String text) {
    String name = open.get(open.size() - 1);
    boolean child = open.size() == 2;
    boolean inSection = open.size() == 3 && SECTIONS.contains(open.get(1));
    if ((child || inSection) && !SECRET.contains(name)) {
      String key = child ? name : open.get(1) + "/" + name;
      elements.computeIfAbsent(key, unused -> new ArrayList<>()).add(text);
    }
  }

  private static String repair(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    text = BYTE_REFERENCES.matcher(text).replaceAll(ClientXml::decodeReferences);
    text = BARE_AMPERSAND.matcher(text).replaceAll("&amp;");
    return NOT_XML.matcher(text).replaceAll("\uFFFD");
  }

  /** Decodes the referenced bytes as UTF-8; what is not UTF-8 stays as it is. */
  private static String decodeReferences(MatchResult run) {
    ByteBuffer bytes = ByteBuffer.allocate(run.group().length());
    REFERENCE_NUMBER
        .matcher(run.group())
        .results()
        .forEach(number -> bytes.put((byte) Integer.parseInt(number.group())));
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      return Matcher.quoteReplacement(text);
    } catch (CharacterCodingException e) {
      return Matcher.quoteReplacement(run.group());
    }
  }
}
