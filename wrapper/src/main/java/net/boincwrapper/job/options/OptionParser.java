package net.boincwrapper.job.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Spelling;
import net.boincwrapper.job.TomlTypes;

/**
 * Reads options as docker's command line does: {@code --opt=v}, {@code --opt v}, {@code -ov},
 * {@code -o v}, {@code -o=v}, flags combined after one dash. What is refused or unknown is reported
 * and left out; what is ignored is noted and left out.
 */
final class OptionParser {
  /** An option that a job may use. */
  record Option(String name, String value) {
    boolean isOn() {
      return value.equalsIgnoreCase("true") || value.equals("1");
    }
  }

  private final List<OptionSpec> specs;
  private final Place place;
  private final String command;
  private final String instead;
  private final List<Option> options = new ArrayList<>();
  private List<String> words = List.of();
  private int next;

  /**
   * @param command the one whose options these are, for messages
   * @param instead where to write what is not an option
   */
  OptionParser(String command, String instead, List<OptionSpec> specs, Place place) {
    this.command = command;
    this.instead = instead;
    this.specs = specs;
    this.place = place;
  }

  List<Option> parse(String written) {
    CommandLine.Split split = CommandLine.split(written);
    split.problem().ifPresent(problem -> place.error("cannot be split: " + problem));
    if (split.expandable()) {
      place.warning(
          "holds a $ or ` that a shell would expand; there is no shell, so it stays as it is"
              + " (single quotes say that this is meant)");
    }
    words = split.words();
    while (next < words.size()) {
      String word = words.get(next++);
      if (word.startsWith("--") && word.length() > 2) {
        longOption(word);
      } else if (word.startsWith("-") && word.length() > 1 && !word.equals("--")) {
        shortOptions(word.substring(1));
      } else {
        positional(word);
      }
    }
    return options;
  }

  private void positional(String word) {
    place.error("has " + TomlTypes.show(word) + ", which is not an option; " + instead);
    next = words.size();
  }

  private void longOption(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    Optional<OptionSpec> spec = find(candidate -> candidate.name().equals(name));
    if (spec.isEmpty()) {
      unknown(name);
    } else if (equals >= 0) {
      take(spec.get(), word.substring(equals + 1));
    } else {
      take(spec.get());
    }
  }

  private void unknown(String name) {
    List<String> names = specs.stream().map(OptionSpec::name).toList();
    String near = Spelling.nearest(name, names).map(n -> "; did you mean --" + n + "?").orElse("");
    place.error("has --" + Names.shortened(name) + ", which " + command + " does not know" + near);
  }

  private void shortOptions(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      Optional<OptionSpec> spec = find(candidate -> candidate.shortName() == letter);
      if (spec.isEmpty()) {
        place.error("has -" + letter + ", which " + command + " does not know");
        return;
      }
      String rest = letters.substring(i + 1);
      if (rest.startsWith("=")) {
        take(spec.get(), rest.substring(1));
        return;
      }
      if (spec.get().takesValue() && !rest.isEmpty()) {
        take(spec.get(), rest);
        return;
      }
      take(spec.get());
    }
  }

  private Optional<OptionSpec> find(Predicate<OptionSpec> wanted) {
    return specs.stream().filter(wanted).findFirst();
  }

  private void take(OptionSpec spec) {
    if (!spec.takesValue()) {
      take(spec, "true");
    } else if (next < words.size()) {
      take(spec, words.get(next++));
    } else {
      place.error("ends with --" + spec.name() + ", which needs a value");
    }
  }

  private void take(OptionSpec spec, String value) {
    boolean off = !spec.takesValue() && !new Option(spec.name(), value).isOn();
    switch (spec.treatment()) {
      case USED -> options.add(new Option(spec.name(), value));
      case IGNORED -> {
        if (!spec.reason().isEmpty()) {
          place.warning("has --" + spec.name() + ", which is ignored: " + spec.reason());
        }
      }
      case REFUSED -> {
        if (!off) {
          place.error(refusal(spec, value));
        }
      }
    }
  }

  private static String refusal(OptionSpec spec, String value) {
    Optional<String> help = RefusalHelp.of(spec.name(), value);
    return help.isPresent()
        ? "has --"
            + spec.name()
            + " "
            + Names.shortened(value)
            + ", which "
            + OptionSpec.LOOSENS
            + help.get()
        : "has --" + spec.name() + ", which " + spec.reason();
  }
}
