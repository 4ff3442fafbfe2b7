package net.boincwrapper.project;

import java.time.Instant;
import java.util.Locale;

/** How a scheduler's reply gives out a job. */
final class JobXml {
  /** On the anonymous platform a result carries the client's own. */
  private static final String PLATFORM = "x86_64-pc-linux-gnu";

  private final Job job;
  private final String planClass;

  private JobXml(Job job, String planClass) {
    this.job = job;
    this.planClass = planClass;
  }

  /**
   * The files, the workunit and the result.
   *
   * @param planClass of the version that is to run it; empty: none
   * @param downloads URL before a file's name
   * @param uploads URL of the upload handler
   */
  static String of(Job job, String planClass, String downloads, String uploads, Instant now) {
    JobXml xml = new JobXml(job, planClass);
    return xml.files(downloads, uploads) + xml.workunit() + xml.result(now);
  }

  private String files(String downloads, String uploads) {
    StringBuilder files = new StringBuilder();
    job.inputs().forEach(input -> files.append(input.file().fileInfo(downloads)));
    for (int i = 0; i < job.outputs().size(); i++) {
      files.append(
          Elements.around(
              "file_info",
              Elements.element("name", job.outputName(i))
                  + "<generated_locally/>\n<upload_when_present/>\n"
                  + Elements.element("max_nbytes", job.outputs().get(i).maxBytes())
                  + Elements.element("url", uploads)));
    }
    return files.toString();
  }

  private String workunit() {
    Job.Bounds bounds = job.bounds();
    StringBuilder refs = new StringBuilder();
    for (Job.Input input : job.inputs()) {
      refs.append(new FileRef(input.file().name(), input.openName(), input.copy(), false).xml());
    }
    return Elements.around(
        "workunit",
        Elements.element("name", job.name())
            + Elements.element("app_name", job.app())
            + Elements.element("version_num", AppVersion.NUMBER)
            + Elements.element("rsc_fpops_est", plain(bounds.flopsEstimate()))
            + Elements.element("rsc_fpops_bound", plain(bounds.flopsBound()))
            + Elements.element("rsc_memory_bound", plain(bounds.memoryBytes()))
            + Elements.element("rsc_disk_bound", plain(bounds.diskBytes()))
            + Elements.element("command_line", job.commandLine())
            + refs);
  }

  private String result(Instant now) {
    StringBuilder refs = new StringBuilder();
    for (int i = 0; i < job.outputs().size(); i++) {
      Job.Output output = job.outputs().get(i);
      refs.append(new FileRef(job.outputName(i), output.openName(), output.copy(), false).xml());
    }
    return Elements.around(
        "result",
        Elements.element("name", job.resultName())
            + Elements.element("report_deadline", now.plus(job.deadline()).getEpochSecond())
            + Elements.element("wu_name", job.name())
            + Elements.element("platform", PLATFORM)
            + Elements.element("version_num", AppVersion.NUMBER)
            + (planClass.isEmpty() ? "" : Elements.element("plan_class", planClass))
            + refs);
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }
}
