package net.boincwrapper.cli.folder;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.boincwrapper.job.Spelling;

/** Bounds of a workunit that no host can keep, or that limit nothing. */
final class WorkunitBounds {
  private static final String ESTIMATE = "rsc_fpops_est";
  private static final String BOUND = "rsc_fpops_bound";
  private static final String MEMORY = "rsc_memory_bound";
  private static final String DELAY = "delay_bound";

  /** All that create_work reads; anything else is copied and means nothing to it. */
  private static final Set<String> KNOWN =
      Set.of(
          ESTIMATE,
          BOUND,
          MEMORY,
          DELAY,
          "rsc_disk_bound",
          "rsc_bandwidth_bound",
          "min_quorum",
          "target_nresults",
          "max_error_results",
          "max_total_results",
          "max_success_results",
          "command_line",
          "file_ref",
          "batch",
          "size_class");

  /** Operations per second of a slow host: a tenth of a usual core. */
  private static final double SLOW = 1e9;

  /**
   * The client takes shorter limits for a mistake ({@code client/client_state.h}, MIN_TIME_BOUND).
   */
  private static final double LEAST_LIMIT_SECONDS = 120;

  /** Defaults of {@code tools/create_work.cpp}. */
  private static final double USUAL_ESTIMATE = 3.6e12;

  private static final double USUAL_BOUND = 8.64e13;

  private static final double LEAST_DEADLINE_SECONDS = 3600;

  /** Engines refuse a container with less. */
  private static final double LEAST_MEMORY_BYTES = 6 << 20;

  private final TemplateElement workunit;
  private final TemplateReport report;

  private WorkunitBounds(TemplateElement workunit, TemplateReport report) {
    this.workunit = workunit;
    this.report = report;
  }

  static void check(TemplateElement workunit, TemplateReport report) {
    WorkunitBounds bounds = new WorkunitBounds(workunit, report);
    bounds.operations();
    bounds.deadline();
    bounds.memory();
    ResultCounts.check(workunit, report);
    bounds.spelling();
  }

  /** Whether it is one of the numbers of a workunit. */
  static boolean isBound(String name) {
    return name.startsWith("rsc_") || name.equals(DELAY) || ResultCounts.NAMES.contains(name);
  }

  /** The client's limit of elapsed time is the bound over the speed ({@code client/app.cpp}). */
  private void operations() {
    OptionalDouble estimate = above(ESTIMATE, "operations");
    OptionalDouble bound = above(BOUND, "operations");
    estimate.ifPresent(
        value -> {
          if (value < SLOW) {
            report.warning(
                element(ESTIMATE),
                tag(ESTIMATE)
                    + " is less than a second of work, so that clients fetch far more tasks than"
                    + " they can do; write the app's seconds times 1e10, or so");
          }
        });
    if (bound.isPresent()) {
      timeLimit(bound.getAsDouble(), estimate.orElse(USUAL_ESTIMATE));
    } else if (estimate.orElse(0) > USUAL_BOUND && workunit.first(BOUND).isEmpty()) {
      report.warning(
          element(ESTIMATE),
          tag(ESTIMATE)
              + " is more than the bound that create_work takes where there is none, 8.64e13, so the"
              + " client would abort a task (197) before its expected end; write <"
              + BOUND
              + ">, 100 times as much");
    }
  }

  private void timeLimit(double bound, double estimate) {
    if (bound < SLOW * LEAST_LIMIT_SECONDS) {
      report.warning(
          element(BOUND),
          tag(BOUND)
              + " is less than two minutes of work even on a slow host; the client takes that for a"
              + " mistake, and lets a task that hangs run for 12 hours; write 100 times "
              + ESTIMATE);
    } else if (bound < estimate) {
      report.warning(
          element(BOUND),
          tag(BOUND)
              + " is less than "
              + ESTIMATE
              + (workunit.first(ESTIMATE).isPresent()
                  ? ""
                  : ", which is 3.6e12 where there is none")
              + ", so the client would abort a task (197) before its expected end; write 100 times "
              + ESTIMATE);
    }
  }

  private void deadline() {
    Optional<TemplateElement> delay = workunit.first(DELAY);
    if (delay.isEmpty()) {
      return;
    }
    if (!TemplateNumber.isWhole(delay.get().text())) {
      report.error(delay.get(), tag(DELAY) + " is not a whole number of seconds above 0");
    } else if (Integer.parseInt(delay.get().text()) < LEAST_DEADLINE_SECONDS) {
      report.warning(
          delay.get(),
          tag(DELAY)
              + " is a deadline of less than an hour after the task is sent: it has to be"
              + " downloaded, to wait for its turn and to be reported, too; write days, such as"
              + " 604800");
    }
  }

  private void memory() {
    OptionalDouble memory = above(MEMORY, "bytes");
    if (memory.isPresent() && memory.getAsDouble() < LEAST_MEMORY_BYTES) {
      report.error(
          element(MEMORY),
          tag(MEMORY)
              + " is less than any container gets, 6 MiB; the unit is bytes, not megabytes");
    }
  }

  private void spelling() {
    for (TemplateElement child : workunit.children()) {
      if (!KNOWN.contains(child.name())) {
        Spelling.nearest(child.name(), KNOWN)
            .ifPresent(
                near ->
                    report.warning(
                        child,
                        "<"
                            + child.name()
                            + "> is nothing that create_work knows, and is ignored; did you mean <"
                            + near
                            + ">?"));
      }
    }
  }

  /** The number, if it is there and is one; else it is reported, if it is there. */
  private OptionalDouble above(String name, String unit) {
    Optional<TemplateElement> element = workunit.first(name);
    if (element.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = TemplateNumber.above0(element.get().text());
    if (value.isEmpty()) {
      report.error(element.get(), tag(name) + " is not a number of " + unit + " above 0");
    }
    return value;
  }

  private TemplateElement element(String name) {
    return workunit.first(name).orElseThrow();
  }

  private String tag(String name) {
    return "<" + name + ">" + element(name).text() + "</" + name + ">";
  }
}
