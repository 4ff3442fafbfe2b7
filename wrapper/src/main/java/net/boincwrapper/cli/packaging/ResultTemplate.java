package net.boincwrapper.cli.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.folder.TemplateElement;

/**
 * The output template as a server reads it ({@code tools/process_result_template.cpp}): it begins
 * with {@code <output_template>}, and each {@code file_info} stands alone on its line, or nobody
 * signs it.
 */
final class ResultTemplate {
  private static final String FILE_INFO = "file_info";
  private static final String FILE_REF = "file_ref";
  private static final String FILE_NAME = "file_name";
  private static final String MOST = "max_nbytes";

  /** Where an author's sketch says nothing, and nothing was measured. */
  private static final String USUAL_MOST = "1000000";

  private final Map<String, String> measured;

  private ResultTemplate(Map<String, String> measured) {
    this.measured = measured;
  }

  /**
   * Makes it.
   *
   * @param author the author's file
   * @param measured {@code max_nbytes} by the output's name; a higher one of the author's stays
   */
  static XmlElement of(TemplateElement author, Map<String, String> measured) {
    TemplateElement root = author.first("output_template").orElse(author);
    return new ResultTemplate(measured).template(root);
  }

  private XmlElement template(TemplateElement root) {
    List<XmlElement> result = root.first("result").map(Written::children).orElse(List.of());
    List<XmlElement> infos = root.all(FILE_INFO).map(Written::element).toList();
    if (infos.isEmpty()) {
      result = numbered(result);
      infos = infos(result);
    }
    List<XmlElement> all = new ArrayList<>();
    for (XmlElement info : infos) {
      all.add(bounded(info, openName(info, result)));
    }
    all.add(XmlElement.of("result", result));
    return XmlElement.of("output_template", all);
  }

  /** A dry run takes a template without {@code file_info} for a sketch. */
  private static List<XmlElement> numbered(List<XmlElement> result) {
    List<XmlElement> all = new ArrayList<>();
    int number = 0;
    for (XmlElement element : result) {
      if (element.name().equals(FILE_REF)) {
        List<XmlElement> children = new ArrayList<>();
        children.add(XmlElement.of(FILE_NAME, macro(number++)));
        children.addAll(element.children());
        all.add(XmlElement.of(FILE_REF, children));
      } else {
        all.add(element);
      }
    }
    return all;
  }

  private static XmlElement macro(int number) {
    return XmlElement.flag("OUTFILE_" + number);
  }

  private static List<XmlElement> infos(List<XmlElement> result) {
    List<XmlElement> infos = new ArrayList<>();
    for (int i = 0; i < result.stream().filter(it -> it.name().equals(FILE_REF)).count(); i++) {
      infos.add(
          XmlElement.of(
              FILE_INFO,
              XmlElement.of("name", macro(i)),
              XmlElement.flag("generated_locally"),
              XmlElement.flag("upload_when_present"),
              XmlElement.text(MOST, USUAL_MOST),
              XmlElement.of("url", XmlElement.flag("UPLOAD_URL"))));
    }
    return infos;
  }

  private static Optional<String> openName(XmlElement info, List<XmlElement> result) {
    Optional<List<XmlElement>> macro = info.first("name").map(XmlElement::children);
    return result.stream()
        .filter(it -> it.first(FILE_NAME).map(XmlElement::children).equals(macro))
        .flatMap(it -> it.first("open_name").stream())
        .map(XmlElement::text)
        .findFirst();
  }

  private XmlElement bounded(XmlElement info, Optional<String> openName) {
    List<XmlElement> children = new ArrayList<>();
    for (XmlElement child : info.children()) {
      children.add(
          child.name().equals(MOST) ? XmlElement.text(MOST, most(child.text(), openName)) : child);
    }
    return XmlElement.of(FILE_INFO, children);
  }

  private String most(String own, Optional<String> openName) {
    return WorkunitTemplate.higher(Optional.of(own), openName.map(measured::get)).orElse(own);
  }
}
