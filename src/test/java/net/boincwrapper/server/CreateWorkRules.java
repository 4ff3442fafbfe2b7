package net.boincwrapper.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A line of {@code bin/create_work} ({@code tools/create_work.cpp:main}). */
public final class CreateWorkRules {
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

  /** A workunit's name begins the names of its files. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

  private static final Set<String> TEXTS =
      Set.of("appname", "wu_name", "wu_template", "result_template", "command_line", "config_dir");

  private static final Set<String> REALS =
      Set.of("rsc_fpops_est", "rsc_fpops_bound", "rsc_memory_bound", "rsc_disk_bound");

  private static final Set<String> INTEGERS =
      Set.of(
          "batch",
          "priority",
          "delay_bound",
          "min_quorum",
          "target_nresults",
          "max_error_results",
          "max_total_results",
          "max_success_results",
          "app_version_num",
          "size_class");

  private final Map<String, String> options = new HashMap<>();
  private final List<String> inputs = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private CreateWorkRules(List<String> words) {
    List<String> rest = new ArrayList<>(words);
    while (!rest.isEmpty()) {
      String word = rest.remove(0);
      if (!word.startsWith("-")) {
        inputs.add(word);
      } else {
        option(word.replaceFirst("^--?", ""), rest);
      }
    }
  }

  private void option(String name, List<String> rest) {
    if (!TEXTS.contains(name) && !REALS.contains(name) && !INTEGERS.contains(name)) {
      problems.add("bad argument '" + name + "'");
    } else if (rest.isEmpty()) {
      problems.add("--" + name + " without a value");
    } else {
      options.put(name, rest.remove(0));
    }
  }

  /**
   * What is wrong with a line.
   *
   * @param line with the tool's name as its first word, in a shell's spelling
   * @param app whose work it makes
   * @param inputTemplate what the template says that it names
   */
  public static List<String> problems(String line, String app, String inputTemplate) {
    List<String> words = words(line);
    CreateWorkRules rules =
        new CreateWorkRules(words.subList(Math.min(1, words.size()), words.size()));
    if (words.isEmpty() || !words.get(0).endsWith("bin/create_work")) {
      rules.problems.add("does not begin with bin/create_work");
    }
    rules.check(app, inputTemplate);
    return rules.problems;
  }

  /** The physical names that a line gives. */
  public static List<String> inputs(String line) {
    List<String> words = words(line);
    return new CreateWorkRules(words.subList(1, words.size())).inputs;
  }

  private void check(String app, String inputTemplate) {
    if (!app.equals(options.get("appname"))) {
      problems.add("--appname is " + options.get("appname") + ", not " + app);
    }
    String name = options.getOrDefault("wu_name", app);
    if (!NAME.matcher(name).matches()) {
      problems.add("no workunit's name: " + name);
    }
    numbers();
    overruled(inputTemplate);
    int wanted = InputTemplate.inputs(inputTemplate);
    if (inputs.size() != wanted) {
      problems.add("%d input files given, but template has %d".formatted(inputs.size(), wanted));
    }
    inputs.stream()
        .filter(input -> !NAME.matcher(input).matches())
        .forEach(input -> problems.add("no physical name of an input: " + input));
    if (options.containsKey("command_line") && inputTemplate.contains("<command_line>")) {
      problems.add("a command line, and the template has one");
    }
  }

  /** The template is read after the options ({@code process_input_template.cpp}). */
  private void overruled(String inputTemplate) {
    options.keySet().stream()
        .filter(name -> inputTemplate.contains("<" + name + ">") && !name.equals("command_line"))
        .sorted()
        .forEach(name -> problems.add("--" + name + ": the template's counts"));
  }

  /** The tool takes any text for a number: what it cannot read is 0. */
  private void numbers() {
    options.forEach(
        (name, value) -> {
          if (REALS.contains(name) && Numbers.real(value).isEmpty()
              || INTEGERS.contains(name) && Numbers.whole(value).isEmpty()) {
            problems.add("--" + name + " " + value + " is no number");
          }
        });
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replaceAll("['\"]", ""))
        .toList();
  }
}
