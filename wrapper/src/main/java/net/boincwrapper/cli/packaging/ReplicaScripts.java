package net.boincwrapper.cli.packaging;

import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.compare.ServerScript;
import net.boincwrapper.cli.compare.ServerScript.Output;

/**
 * What BOINC's {@code script_validator} runs, which looks for scripts in the project's {@code bin}
 * ({@code sched/script_validator.cpp:compare_results}).
 */
final class ReplicaScripts {
  private ReplicaScripts() {}

  /**
   * By their paths.
   *
   * @param template of the result, as it is written for the server
   */
  static Map<String, PackageFile> of(PackageOrder order, XmlElement template) {
    ServerScript scripts = new ServerScript(order.replicas(), outputs(template));
    return Map.of(
        "bin/" + order.app() + "_compare", PackageFile.script(scripts.compareText()),
        "bin/" + order.app() + "_check", PackageFile.script(scripts.checkText()));
  }

  private static List<Output> outputs(XmlElement template) {
    return template.first("result").map(XmlElement::children).orElse(List.of()).stream()
        .filter(child -> child.name().equals("file_ref"))
        .map(ReplicaScripts::output)
        .toList();
  }

  private static Output output(XmlElement reference) {
    String name = reference.first("open_name").map(XmlElement::text).orElse("");
    return new Output(name, reference.has("optional"), !reference.has("no_validate"));
  }
}
