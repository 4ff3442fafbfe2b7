package net.boincwrapper.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An input template under {@code create_work} ({@code tools/process_input_template.cpp}). */
public final class InputTemplate {
  private static final Set<String> REALS =
      Set.of(
          "rsc_fpops_est",
          "rsc_fpops_bound",
          "rsc_memory_bound",
          "rsc_disk_bound",
          "rsc_bandwidth_bound");

  private static final Set<String> INTEGERS =
      Set.of(
          "delay_bound",
          "min_quorum",
          "target_nresults",
          "max_error_results",
          "max_total_results",
          "max_success_results");

  /** Of a {@code file_info}, beside those that say where a file lies that is not on the server. */
  private static final Set<String> FILE_KEYS =
      Set.of("gzip/", "gzip", "sticky/", "no_delete/", "executable/", "physical_name");

  private static final Set<String> NEEDED =
      Set.of(
          "rsc_fpops_est", "rsc_fpops_bound", "rsc_memory_bound", "rsc_disk_bound", "delay_bound");

  private final Tags tags;
  private final List<String> inputs;
  private final InputFiles files;
  private final List<String> fileInfos = new ArrayList<>();
  private final List<String> references = new ArrayList<>();
  private final StringBuilder workunit = new StringBuilder();
  private final List<String> problems = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  /** What stands in a {@code file_info}, beside what the template says. */
  public interface InputFiles {
    /** Name, URL, MD5 and length, as elements. */
    String elements(String physicalName);
  }

  private InputTemplate(String text, List<String> inputs, InputFiles files) {
    this.tags = new Tags(text);
    this.inputs = inputs;
    this.files = files;
  }

  /**
   * What is wrong with it, be it refused or silently taken for something else.
   *
   * @param inputs physical names that are given to {@code create_work}
   */
  public static List<String> problems(String text, List<String> inputs) {
    InputTemplate template = new InputTemplate(text, inputs, name -> "");
    try {
      template.read("");
    } catch (Refused e) {
      template.problems.add(e.getMessage());
    }
    NEEDED.stream()
        .sorted()
        .filter(name -> !template.seen.contains(name))
        .forEach(name -> template.problems.add("no <" + name + ">: the default would be taken"));
    return template.problems;
  }

  /** How many files are to be given to {@code create_work}. */
  public static int inputs(String text) {
    Tags tags = new Tags(text);
    int count = 0;
    while (tags.next()) {
      if (tags.is("file_info") && !tags.rest().contains("<physical_name>")) {
        count++;
      }
    }
    return count;
  }

  /**
   * The workunit's XML: its file infos, and a {@code <workunit>} without name, app and bounds,
   * which the scheduler adds.
   *
   * @param inputs physical names that are given to {@code create_work}
   * @param commandLine that is given to it; may be empty
   */
  public static String expand(
      String text, List<String> inputs, String commandLine, InputFiles files) throws Refused {
    InputTemplate template = new InputTemplate(text, inputs, files);
    template.read(commandLine);
    return String.join("", template.fileInfos)
        + "<workunit>\n<command_line>\n"
        + commandLine
        + "\n</command_line>\n"
        + template.workunit
        + "</workunit>";
  }

  /** What the scheduler writes into a workunit of the bounds that are in a template. */
  public static String bounds(String text) {
    StringBuilder bounds = new StringBuilder();
    Tags tags = new Tags(text);
    while (tags.next()) {
      String name = tags.last();
      if (REALS.contains(name)) {
        double value = Numbers.real(tags.string(name).orElse("")).orElse(0);
        bounds.append(String.format(Locale.ROOT, "    <%s>%f</%s>\n", name, value, name));
      }
    }
    return bounds.toString();
  }

  private void read(String commandLine) throws Refused {
    boolean found = false;
    while (tags.next()) {
      if (tags.is("file_info")) {
        fileInfo();
      } else if (tags.is("workunit")) {
        found = true;
        workunit(commandLine);
      } else if (tags.is("file_info/")) {
        problems.add("<file_info/> is not counted; write <file_info></file_info>");
      }
    }
    if (!found) {
      throw new Refused("no <workunit>");
    }
    if (fileInfos.size() != inputs.size()) {
      throw new Refused(
          "%d input files given, but template has %d".formatted(inputs.size(), fileInfos.size()));
    }
  }

  private void fileInfo() throws Refused {
    if (fileInfos.size() >= inputs.size()) {
      throw new Refused("too few input files given; need at least " + (fileInfos.size() + 1));
    }
    StringBuilder more = new StringBuilder();
    while (tags.next() && !tags.is("/file_info")) {
      String key = tags.last();
      if (!FILE_KEYS.contains(key)) {
        problems.add("<" + key + "> in <file_info> is no key of the server's tools");
      }
      more.append(tags.is("gzip/") ? "" : copied());
    }
    fileInfos.add(
        "<file_info>\n" + more + files.elements(inputs.get(fileInfos.size())) + "</file_info>\n");
  }

  private void workunit(String commandLine) throws Refused {
    while (tags.next() && !tags.is("/workunit")) {
      if (tags.is("file_ref")) {
        reference();
      } else if (tags.is("command_line")) {
        command(commandLine);
      } else {
        element();
      }
    }
    if (references.size() != fileInfos.size()) {
      throw new Refused("#file refs != #file infos");
    }
  }

  private void reference() throws Refused {
    if (references.size() >= fileInfos.size()) {
      throw new Refused("too many <file_ref>s");
    }
    String name = inputs.get(references.size());
    Optional<String> open = Optional.empty();
    StringBuilder more = new StringBuilder();
    while (tags.next() && !tags.is("/file_ref")) {
      Optional<String> text = tags.string("open_name");
      if (text.isPresent()) {
        open = text;
      } else {
        knownInReference();
        more.append(copied());
      }
    }
    if (open.isEmpty() && more.indexOf("<copy_file/>") < 0) {
      throw new Refused("no open name found and copy_file not specified");
    }
    references.add(open.orElse(name));
    workunit.append("<file_ref>\n    <file_name>%s</file_name>\n".formatted(name));
    workunit.append("    <open_name>%s</open_name>\n".formatted(open.orElse(name)));
    workunit.append(more).append("</file_ref>\n");
  }

  private void knownInReference() {
    if (!tags.is("copy_file/")) {
      problems.add("<" + tags.last() + "> in <file_ref> is no key of the server's tools");
    }
  }

  private void command(String given) throws Refused {
    String written = tags.string("command_line").orElse("");
    if (!given.isEmpty()) {
      throw new Refused(
          "can't specify command line %s; already specified as %s".formatted(written, given));
    }
    if (written.contains("<") || written.contains("&")) {
      problems.add("<command_line>: " + written + " is not escaped again for the client");
    }
    workunit.append("<command_line>\n").append(written).append("\n</command_line>\n");
  }

  private void element() {
    String name = tags.last();
    if (!REALS.contains(name) && !INTEGERS.contains(name)) {
      problems.add("<" + name + "> in <workunit> is no key of the server's tools");
      workunit.append(copied());
      return;
    }
    if (seen.contains(name)) {
      problems.add("<" + name + "> is there twice");
    }
    seen.add(name);
    Numbers.above0(name, tags.string(name).orElse(""), INTEGERS.contains(name))
        .ifPresent(problems::add);
  }

  /** The element whose tag is the last one, as the tool copies it. */
  private String copied() {
    String name = tags.last();
    if (name.endsWith("/")) {
      return "    <" + name + ">\n";
    }
    return "    <%s>%s</%s>\n".formatted(name, tags.rest(), name);
  }
}
