package net.boincwrapper.realclient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task as the client sees it ({@code client/result.cpp:RESULT::write_gui}).
 *
 * @param slot empty where it has none, before its start and after its end
 * @param process {@code lib/common_defs.h:PROCESS_*}
 * @param scheduled {@code CPU_SCHED_*}: 2 where the client wants it to run
 * @param workingSetBytes 0 until the client has looked, which it does every ten seconds
 * @param readyToReport it has ended and its outputs are uploaded
 * @param waitReason why it is not to be started now; empty where it may be
 */
record ClientTask(
    String name,
    int state,
    int exitStatus,
    OptionalInt slot,
    int process,
    int scheduled,
    double cpuSeconds,
    double checkpointCpuSeconds,
    double elapsedSeconds,
    double fractionDone,
    double workingSetBytes,
    Optional<String> waitReason,
    Optional<String> webGraphicsUrl,
    boolean readyToReport) {
  static final int EXECUTING = 1;
  static final int SUSPENDED = 9;
  static final int SCHEDULED = 2;

  private static final Pattern RESULT = Pattern.compile("<result>(.*?)</result>", Pattern.DOTALL);

  /** All tasks in an answer to {@code get_results}. */
  static List<ClientTask> parse(String answer) {
    List<ClientTask> tasks = new ArrayList<>();
    Matcher results = RESULT.matcher(answer);
    while (results.find()) {
      tasks.add(of(results.group(1)));
    }
    return tasks;
  }

  private static ClientTask of(String xml) {
    return new ClientTask(
        text(xml, "name").orElseThrow(),
        (int) number(xml, "state"),
        (int) number(xml, "exit_status"),
        text(xml, "slot").map(n -> OptionalInt.of(Integer.parseInt(n))).orElse(OptionalInt.empty()),
        (int) number(xml, "active_task_state"),
        (int) number(xml, "scheduler_state"),
        number(xml, "current_cpu_time"),
        number(xml, "checkpoint_cpu_time"),
        number(xml, "elapsed_time"),
        number(xml, "fraction_done"),
        number(xml, "working_set_size"),
        text(xml, "scheduler_wait_reason"),
        text(xml, "web_graphics_url"),
        xml.contains("<ready_to_report/>"));
  }

  private static double number(String xml, String element) {
    return text(xml, element).map(Double::parseDouble).orElse(0.0);
  }

  private static Optional<String> text(String xml, String element) {
    Matcher found =
        Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(xml);
    return found.find() ? Optional.of(found.group(1).strip()) : Optional.empty();
  }

  boolean executing() {
    return process == EXECUTING;
  }

  boolean suspended() {
    return process == SUSPENDED;
  }
}
