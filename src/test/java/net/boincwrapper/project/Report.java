package net.boincwrapper.project;

/**
 * A result that a client has reported ({@code client/result.cpp:RESULT::write}).
 *
 * @param state {@code lib/common_defs.h:RESULT_*}: 5 when its files are uploaded, 3 after an error
 * @param cpuSeconds over all its starts
 * @param peakMemoryBytes as the client has seen it
 * @param stderr what the client kept of stderr.txt, and its own messages
 */
public record Report(
    String result,
    int state,
    int exitStatus,
    double cpuSeconds,
    double elapsedSeconds,
    double peakMemoryBytes,
    String stderr) {
  /** {@code lib/common_defs.h:RESULT_FILES_UPLOADED}. */
  public static final int FILES_UPLOADED = 5;

  static Report parse(String xml) {
    return new Report(
        Elements.text(xml, "name").orElseThrow(),
        (int) Elements.number(xml, "state"),
        (int) Elements.number(xml, "exit_status"),
        Elements.number(xml, "final_cpu_time"),
        Elements.number(xml, "final_elapsed_time"),
        Elements.number(xml, "final_peak_working_set_size"),
        Elements.text(xml, "stderr_out").orElse(""));
  }
}
