package net.boincwrapper.engine.podman;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts it as nobody's child. The client kills the descendants of a task by their parents ({@code
 * lib/proc_control.cpp:get_descendants}), and a terminal those of its session; so a shell starts it
 * in a session of its own and ends at once, and init becomes its parent.
 */
final class ShellLaunch implements Launch {
  private static final String SCRIPT = "setsid \"$@\" </dev/null >/dev/null & echo $!";

  @Override
  public Launched launch(List<String> command, ServicePlace place, Map<String, String> environment)
      throws IOException {
    List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(new File(place.directory().toString()))
            .redirectInput(new File("/dev/null"))
            .redirectError(Redirect.appendTo(new File(place.log().toString())));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process shell = builder.start();
    Optional<ProcessHandle> service = ProcessHandle.of(number(shell));
    return () -> service.map(ProcessHandle::isAlive).orElse(false);
  }

  private static long number(Process shell) throws IOException {
    String line = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw new IOException("/bin/sh has not started it; its standard error is in the log", e);
    }
  }
}
