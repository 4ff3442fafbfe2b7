package net.boincwrapper.cli.packaging;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.folder.TemplateElement;

/**
 * The input template as a server reads it ({@code tools/process_input_template.cpp}): the author's,
 * with a {@code file_info} for each {@code file_ref}, and with bounds that were measured.
 */
final class WorkunitTemplate {
  private static final String FILE_INFO = "file_info";
  private static final String FILE_REF = "file_ref";

  /** In the order in which BOINC's own templates have them. */
  private static final List<String> BOUNDS =
      List.of(
          "rsc_fpops_est", "rsc_fpops_bound", "rsc_memory_bound", "rsc_disk_bound", "delay_bound");

  /** What create_work would take without a word ({@code tools/backend_lib.h}). */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "rsc_fpops_est", "3.6e12",
          "rsc_fpops_bound", "8.64e13",
          "rsc_memory_bound", "5e8",
          "rsc_disk_bound", "1e9",
          "delay_bound", "604800");

  private final Map<String, String> measured;

  private WorkunitTemplate(Map<String, String> measured) {
    this.measured = measured;
  }

  /**
   * Makes it.
   *
   * @param author the author's file; empty where there is none
   * @param measured bounds by tag; a higher one of the author's stays
   */
  static XmlElement of(Optional<TemplateElement> author, Map<String, String> measured) {
    return new WorkunitTemplate(measured).template(author);
  }

  private XmlElement template(Optional<TemplateElement> author) {
    Optional<TemplateElement> root = author.map(it -> it.first("input_template").orElse(it));
    List<XmlElement> written =
        root.flatMap(it -> it.first("workunit")).map(Written::children).orElse(List.of());
    List<XmlElement> files = written.stream().filter(it -> it.name().equals(FILE_REF)).toList();
    List<XmlElement> all = new ArrayList<>(infos(root, files.size()));
    List<XmlElement> workunit = new ArrayList<>(files);
    BOUNDS.forEach(tag -> workunit.add(bound(tag, written)));
    written.stream().filter(WorkunitTemplate::isOther).forEach(workunit::add);
    workunit.addAll(Tries.of(written));
    all.add(XmlElement.of("workunit", workunit));
    return XmlElement.of("input_template", all);
  }

  /** Beside an empty command line, create_work would refuse one of its own. */
  private static boolean isOther(XmlElement it) {
    boolean empty = it.name().equals("command_line") && it.text().isBlank();
    return !it.name().equals(FILE_REF) && !BOUNDS.contains(it.name()) && !empty;
  }

  /** A dry run takes a template without them for a sketch. */
  private static List<XmlElement> infos(Optional<TemplateElement> root, int files) {
    List<XmlElement> infos = new ArrayList<>();
    root.ifPresent(it -> it.all(FILE_INFO).map(Written::element).forEach(infos::add));
    while (infos.size() < files) {
      infos.add(XmlElement.of(FILE_INFO));
    }
    return infos;
  }

  /** What was measured or meant, or else the default, for everybody to see. */
  private XmlElement bound(String tag, List<XmlElement> written) {
    Optional<String> own =
        written.stream().filter(it -> it.name().equals(tag)).map(XmlElement::text).findFirst();
    Optional<String> value = higher(own, Optional.ofNullable(measured.get(tag)));
    return XmlElement.text(
        tag, value.or(() -> Optional.ofNullable(DEFAULTS.get(tag))).orElseThrow());
  }

  /** The author may know of a larger workunit than the one that was rehearsed. */
  static Optional<String> higher(Optional<String> own, Optional<String> measured) {
    if (own.isEmpty() || measured.isEmpty()) {
      return own.or(() -> measured);
    }
    boolean ownIsHigher = new BigDecimal(own.get()).compareTo(new BigDecimal(measured.get())) >= 0;
    return ownIsHigher ? own : measured;
  }
}
