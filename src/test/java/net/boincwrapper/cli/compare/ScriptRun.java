package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a script for servers has said and how it ended, run by this host's Python. */
record ScriptRun(int exitCode, String out, String err) {
  static ScriptRun of(Path directory, String script, List<String> arguments)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("sim_compare"), script);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    // Isolated, as on a server: nothing but the standard library.
    List<String> command = new ArrayList<>(List.of("python3", "-I", "-S", file.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(err.toFile()))
            .start();
    return new ScriptRun(process.waitFor(), Files.readString(out), Files.readString(err));
  }
}
