package net.boincwrapper.cli.folder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.boincwrapper.slot.SlotLayout;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * A BOINC input or output template ({@code tools/process_input_template.cpp}, {@code
 * process_result_template.cpp}), as far as a dry run needs it to play the server.
 *
 * @param files its file references, in order
 * @param commandLine the workunit's arguments, split as the client splits them
 */
public record BoincTemplate(
    Path source, List<FileReference> files, List<String> commandLine, Bounds bounds) {
  private static final Pattern PROLOG = Pattern.compile("^\\uFEFF?\\s*<\\?xml\\s[^>]*\\?>");
  private static final Pattern WORD = Pattern.compile("'([^']*)'?|\"([^\"]*)\"?|(\\S+)");

  /**
   * A file of the workunit or the result.
   *
   * @param openName name in the slot
   * @param copyFile whether the slot holds a plain copy and not a link
   * @param optional whether an output may be missing
   * @param maxBytes {@code max_nbytes} of an output; empty where its {@code file_info} gives none
   */
  public record FileReference(
      String openName, boolean copyFile, boolean optional, OptionalLong maxBytes) {
    FileReference(String openName, boolean copyFile, boolean optional) {
      this(openName, copyFile, optional, OptionalLong.empty());
    }
  }

  /**
   * Bounds of a workunit; the defaults are those of {@code tools/backend_lib.h}.
   *
   * @param fpopsEstimate floating-point operations that the server expects
   * @param fpopsBound floating-point operations that the client allows
   * @param delaySeconds until when the result must be back
   */
  public record Bounds(
      double memoryBytes,
      double diskBytes,
      double fpopsEstimate,
      double fpopsBound,
      double delaySeconds) {
    static final Bounds DEFAULTS = new Bounds(5e8, 1e9, 3600e9, 86_400e9, 7 * 86_400);
  }

  /** Says what is wrong with a template, and on which line, if that is known. */
  static final class BadTemplate extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    BadTemplate(int line, String message) {
      super(message);
      this.line = line;
    }

    /** From 1; 0 where unknown. */
    int line() {
      return line;
    }
  }

  /** Reads a template's content. */
  static BoincTemplate parse(Path file, byte[] content) throws BadTemplate {
    Document document = document(content);
    return new BoincTemplate(file, files(document), commandLine(document), bounds(document));
  }

  /** Templates may have several top-level elements, so one is put around them. */
  private static Document document(byte[] content) throws BadTemplate {
    List<ByteArrayInputStream> parts =
        List.of(bytes("<t>"), new ByteArrayInputStream(withoutProlog(content)), bytes("</t>"));
    try {
      return parser().parse(new SequenceInputStream(Collections.enumeration(parts)));
    } catch (SAXParseException e) {
      throw new BadTemplate(e.getLineNumber(), "is not well-formed XML: " + e.getMessage());
    } catch (SAXException e) {
      throw new BadTemplate(0, "is not well-formed XML: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An XML declaration is allowed only at the very beginning. */
  private static byte[] withoutProlog(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return PROLOG.matcher(text).replaceFirst("").getBytes(StandardCharsets.UTF_8);
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static DocumentBuilder parser() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Throwing());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this JDK has no hardened XML parser", e);
    }
  }

  /** The default handler prints to standard error. */
  private static final class Throwing implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }

  private static List<FileReference> files(Document document) throws BadTemplate {
    List<FileReference> files = new ArrayList<>();
    for (Element element : elements(document, "file_ref")) {
      String name =
          text(element, "open_name")
              .orElseThrow(() -> new BadTemplate(0, "has a <file_ref> without an <open_name>"));
      if (!isBelowSlot(name)) {
        throw new BadTemplate(
            0,
            "<open_name>"
                + name
                + "</open_name> is not a name below the slot; use one such as out");
      }
      files.add(
          new FileReference(
              name,
              isSet(element, "copy_file"),
              isSet(element, "optional"),
              maxBytes(document, element)));
    }
    return List.copyOf(files);
  }

  /** Of the {@code file_info} whose name, such as {@code <OUTFILE_0/>}, the reference repeats. */
  private static OptionalLong maxBytes(Document document, Element reference) throws BadTemplate {
    String name = outputName(reference, "file_name");
    for (Element info : elements(document, "file_info")) {
      if (!name.isEmpty() && outputName(info, "name").equals(name)) {
        return OptionalLong.of(maxBytes(info, name));
      }
    }
    return OptionalLong.empty();
  }

  /** The server signs it ({@code tools/process_result_template.cpp:add_signatures}). */
  private static long maxBytes(Element info, String name) throws BadTemplate {
    if (!has(info, "max_nbytes")) {
      throw new BadTemplate(
          0,
          "has a <file_info> without <max_nbytes>, that of "
              + name
              + ": the server makes no result of it; say how long the file may become");
    }
    return (long) number(info, "max_nbytes", 0);
  }

  private static String outputName(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    if (found.getLength() == 0) {
      return "";
    }
    Optional<String> placeholder =
        elements((Element) found.item(0), "*").stream().map(Element::getTagName).findFirst();
    return placeholder.orElse(found.item(0).getTextContent().strip());
  }

  private static boolean isBelowSlot(String name) {
    List<String> parts = List.of(name.split("/", -1));
    return parts.stream().noneMatch(part -> Set.of("", ".", "..").contains(part))
        && !SlotLayout.reservedNames().contains(parts.get(0));
  }

  private static List<String> commandLine(Document document) {
    for (Element workunit : elements(document, "workunit")) {
      Optional<String> line = text(workunit, "command_line");
      if (line.isPresent() && !line.get().isEmpty()) {
        return words(line.get());
      }
    }
    return List.of();
  }

  /**
   * As the client splits them ({@code lib/str_util.cpp:parse_command_line}): at blanks. A quote
   * counts only at the beginning of a word, and the closing quote ends the word.
   */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return List.copyOf(words);
  }

  private static Bounds bounds(Document document) throws BadTemplate {
    Bounds bounds = Bounds.DEFAULTS;
    for (Element workunit : elements(document, "workunit")) {
      bounds =
          new Bounds(
              number(workunit, "rsc_memory_bound", bounds.memoryBytes()),
              number(workunit, "rsc_disk_bound", bounds.diskBytes()),
              number(workunit, "rsc_fpops_est", bounds.fpopsEstimate()),
              number(workunit, "rsc_fpops_bound", bounds.fpopsBound()),
              number(workunit, "delay_bound", bounds.delaySeconds()));
    }
    return bounds;
  }

  private static double number(Element parent, String name, double otherwise) throws BadTemplate {
    Optional<String> text = text(parent, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    OptionalDouble value = TemplateNumber.above0(text.get());
    if (value.isPresent()) {
      return value.getAsDouble();
    }
    throw new BadTemplate(
        0,
        "<"
            + name
            + ">"
            + text.get()
            + "</"
            + name
            + "> is not a number"
            + unit(name)
            + " above 0");
  }

  private static String unit(String name) {
    return switch (name) {
      case "rsc_memory_bound", "rsc_disk_bound", "max_nbytes" -> " of bytes";
      case "delay_bound" -> " of seconds";
      default -> "";
    };
  }

  private static boolean has(Element parent, String name) {
    return parent.getElementsByTagName(name).getLength() > 0;
  }

  /** {@code lib/parse.cpp:XML_PARSER::parse_bool}: there, and not 0. */
  private static boolean isSet(Element parent, String name) {
    return text(parent, name).filter(it -> !it.matches("0+")).isPresent();
  }

  private static Optional<String> text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0
        ? Optional.empty()
        : Optional.of(found.item(0).getTextContent().strip());
  }

  private static List<Element> elements(Document document, String name) {
    return elements(document.getDocumentElement(), name);
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
