package net.boincwrapper.cli.folder;

import java.util.List;
import java.util.Optional;

/** How many results of a workunit are made, and how many must agree. */
final class ResultCounts {
  static final List<String> NAMES =
      List.of(
          "min_quorum",
          "target_nresults",
          "max_error_results",
          "max_total_results",
          "max_success_results");

  private ResultCounts() {}

  /** {@code tools/backend_lib.cpp:create_work2} compares the most of each kind. */
  static void check(TemplateElement workunit, TemplateReport report) {
    for (String name : NAMES) {
      workunit
          .first(name)
          .filter(count -> !TemplateNumber.isWhole(count.text()))
          .ifPresent(
              count -> report.error(count, tag(workunit, name) + " is not a whole number above 0"));
    }
    if (report.isEmpty()) {
      atMost(
          workunit,
          report,
          "min_quorum",
          "target_nresults",
          "so too few tasks are made for a quorum");
      atMost(
          workunit, report, "max_error_results", "max_total_results", "which create_work refuses");
      atMost(
          workunit,
          report,
          "max_success_results",
          "max_total_results",
          "which create_work refuses");
    }
  }

  private static void atMost(
      TemplateElement workunit, TemplateReport report, String less, String more, String why) {
    Optional<TemplateElement> first = workunit.first(less);
    Optional<TemplateElement> second = workunit.first(more);
    boolean wrong =
        first.isPresent()
            && second.isPresent()
            && Integer.parseInt(first.get().text()) > Integer.parseInt(second.get().text());
    if (wrong) {
      report.error(
          first.get(), tag(workunit, less) + " is more than " + tag(workunit, more) + ", " + why);
    }
  }

  private static String tag(TemplateElement workunit, String name) {
    String text = workunit.first(name).map(TemplateElement::text).orElse("");
    return "<" + name + ">" + text + "</" + name + ">";
  }
}
