package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A script for BOINC's {@code script_validator} (sched/script_validator.cpp), which gives it
 * nothing but paths: so the rule is written into it. It needs Python 3.6 or later, and nothing
 * else.
 *
 * @param rule what counts as the same
 * @param outputs of the job, in the order of the output template's {@code file_ref}s
 */
public record ServerScript(Rule rule, List<Output> outputs) {
  private static final String BEGIN = "# begin of the settings\n";
  private static final String END = "# end of the settings\n";

  public ServerScript {
    outputs = List.copyOf(outputs);
  }

  /**
   * An output, as the output template declares it.
   *
   * @param name its {@code open_name}
   * @param optional {@code <optional/>}: it may be missing in both results
   * @param compared false with {@code <no_validate/>}
   */
  public record Output(String name, boolean optional, boolean compared) {}

  /**
   * The one for {@code --compare_script}: it gets the files of one result, then those of the other.
   */
  public String compareText() {
    return text("compare");
  }

  /** The one for {@code --init_script}: it gets the files of one result. */
  public String checkText() {
    return text("check");
  }

  private String text(String mode) {
    String script = template();
    int from = script.indexOf(BEGIN) + BEGIN.length();
    return script.substring(0, from) + settings(mode) + script.substring(script.indexOf(END));
  }

  private String settings(String mode) {
    return "MODE = "
        + quoted(mode)
        + "\nTOLERANCE = "
        + rule.tolerance()
        + "\nP = "
        + (rule.p().isPresent() ? String.valueOf(rule.p().getAsDouble()) : "None")
        + "\nEQUAL_SHOTS = "
        + python(rule.equalShots())
        + "\nOUTPUTS = ["
        + outputs.stream().map(ServerScript::settings).collect(Collectors.joining())
        + (outputs.isEmpty() ? "]\n" : "\n]\n");
  }

  private static String settings(Output output) {
    return "\n    {\"name\": "
        + quoted(output.name())
        + ", \"optional\": "
        + python(output.optional())
        + ", \"compared\": "
        + python(output.compared())
        + "},";
  }

  private static String python(boolean value) {
    return value ? "True" : "False";
  }

  /** A string of Python; a name may hold any character. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              boolean isPlain = c >= ' ' && c < 127 && c != '"' && c != '\\';
              quoted.append(isPlain ? String.valueOf((char) c) : String.format("\\u%04x", c));
            });
    return quoted.append('"').toString();
  }

  private static String template() {
    try (InputStream in = ServerScript.class.getResourceAsStream("compare.py")) {
      if (in == null) {
        throw new IllegalStateException("compare.py is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
