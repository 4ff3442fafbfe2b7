package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of a template, with the line where its start tag ends, which is where it begins. */
public final class TemplateElement {
  private static final Pattern PROLOG = Pattern.compile("^\\uFEFF?\\s*<\\?xml\\s[^>]*\\?>");

  private final String name;
  private final int line;
  private final List<TemplateElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private TemplateElement(String name, int line) {
    this.name = name;
    this.line = line;
  }

  /**
   * Reads a template, which may have several top-level elements.
   *
   * @param text well-formed but for that
   * @return stands for the file; empty where the text is not well-formed
   */
  public static Optional<TemplateElement> read(String text) {
    Matcher prolog = PROLOG.matcher(text);
    String lines = prolog.find() ? prolog.group().replaceAll("[^\n]", "") : "";
    String body = prolog.reset().replaceFirst(lines);
    Reader reader = new Reader();
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory
          .newSAXParser()
          .parse(new InputSource(new StringReader("<t>" + body + "</t>")), reader);
    } catch (SAXException e) {
      return Optional.empty();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this JDK has no hardened XML parser", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return Optional.of(reader.root.children.get(0));
  }

  public String name() {
    return name;
  }

  /** From 1. */
  int line() {
    return line;
  }

  public List<TemplateElement> children() {
    return children;
  }

  public Stream<TemplateElement> all(String child) {
    return children.stream().filter(it -> it.name.equals(child));
  }

  /** This one and all below it, in the order of the text. */
  Stream<TemplateElement> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(TemplateElement::all));
  }

  public Optional<TemplateElement> first(String child) {
    return all(child).findFirst();
  }

  /** What stands in it, without its children's. */
  public String text() {
    return text.toString().strip();
  }

  private static final class Reader extends DefaultHandler {
    private final TemplateElement root = new TemplateElement("", 1);
    private final Deque<TemplateElement> open = new ArrayDeque<>(List.of(root));
    private @org.jspecify.annotations.Nullable Locator locator;

    @Override
    public void setDocumentLocator(Locator where) {
      locator = where;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      Locator where = locator;
      TemplateElement element =
          new TemplateElement(name, where == null ? 1 : where.getLineNumber());
      open.element().children.add(element);
      open.push(element);
    }

    @Override
    public void endElement(String uri, String local, String name) {
      open.pop();
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      open.element().text.append(characters, start, length);
    }
  }
}
