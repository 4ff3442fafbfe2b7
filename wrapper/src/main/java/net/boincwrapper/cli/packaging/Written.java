package net.boincwrapper.cli.packaging;

import java.util.List;
import net.boincwrapper.cli.folder.TemplateElement;

/** What an author has written in a template, to be written again. */
final class Written {
  private Written() {}

  static XmlElement element(TemplateElement written) {
    return new XmlElement(written.name(), written.text(), children(written));
  }

  static List<XmlElement> children(TemplateElement written) {
    return written.children().stream().map(Written::element).toList();
  }
}
