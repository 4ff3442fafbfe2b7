package net.boincwrapper.cli.packaging;

import java.util.List;

/**
 * How often a workunit is tried. The tools' defaults are one result and no other ({@code
 * tools/backend_lib.h}), so that the first host that fails, or that is never heard of again, ends
 * the workunit ({@code sched/transitioner.cpp:handle_wu}).
 */
final class Tries {
  private static final List<String> TAGS =
      List.of("max_error_results", "max_total_results", "max_success_results");

  private static final int ERRORS = 3;
  private static final int MORE_SUCCESSES = 2;
  private static final int MORE_RESULTS = 5;

  private Tries() {}

  /**
   * What is to be added to a workunit.
   *
   * @param written what the author's says; where it counts tries, nothing is added
   */
  static List<XmlElement> of(List<XmlElement> written) {
    if (written.stream().anyMatch(it -> TAGS.contains(it.name()))) {
      return List.of();
    }
    int wanted =
        written.stream()
            .filter(it -> it.name().equals("target_nresults"))
            .mapToInt(it -> number(it.text()))
            .findFirst()
            .orElse(1);
    // create_work refuses a workunit where one of these is above the total, or the wanted
    // number above the successes.
    return List.of(
        XmlElement.text("max_error_results", ERRORS),
        XmlElement.text("max_total_results", wanted + MORE_RESULTS),
        XmlElement.text("max_success_results", wanted + MORE_SUCCESSES));
  }

  /** What is no number is left out by create_work, which then takes 1. */
  private static int number(String text) {
    return text.strip().matches("[1-9]\\d{0,3}") ? Integer.parseInt(text.strip()) : 1;
  }
}
