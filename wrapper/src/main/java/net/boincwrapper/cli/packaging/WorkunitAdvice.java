package net.boincwrapper.cli.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator must know of the workunits that an input template makes. */
final class WorkunitAdvice {
  private final PackageOrder order;
  private final XmlElement workunit;

  private WorkunitAdvice(PackageOrder order, XmlElement workunit) {
    this.order = order;
    this.workunit = workunit;
  }

  /**
   * Items of a list in Markdown, each with its line end; empty where there is nothing to say.
   *
   * @param input the template that goes to the server
   */
  static String of(PackageOrder order, XmlElement input) {
    WorkunitAdvice advice = new WorkunitAdvice(order, input.first("workunit").orElseThrow());
    List<String> items = new ArrayList<>();
    advice.commandLine().ifPresent(items::add);
    advice.quorum().ifPresent(items::add);
    return String.join("", items);
  }

  /** {@code tools/process_input_template.cpp:process_workunit}. */
  private Optional<String> commandLine() {
    return workunit
        .first("command_line")
        .map(XmlElement::text)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(
            line ->
                """
                - **Each workunit gets the template's arguments**, `%s`:
                  a seed among them is the same in all of them.
                """
                    .formatted(line));
  }

  /** {@code sched/validate_util2.cpp:check_set} compares a result with others only. */
  private Optional<String> quorum() {
    boolean several =
        workunit
            .first("min_quorum")
            .map(XmlElement::text)
            .filter(it -> it.strip().matches("0*([2-9]|[1-9]\\d+)"))
            .isPresent();
    return several
        ? Optional.empty()
        : Optional.of(
            """
            - **`%1$s_compare` never runs** with one result for a workunit, which is what the template asks for. To
              compare, write 2 for `min_quorum` and for `target_nresults` in `templates/%1$s_in` of the project.
            """
                .formatted(order.app()));
  }
}
