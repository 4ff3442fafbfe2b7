package net.boincwrapper.cli.simulate;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.slot.SlotLayout;

/**
 * Starts this program as a client starts a task's main program ({@code
 * client/app_start.cpp:ACTIVE_TASK::start}): in the slot, standard output discarded, standard error
 * appended to {@code stderr.txt}.
 *
 * @param command what to run, without the task's own arguments
 */
record Launcher(List<String> command) {
  /** Set by {@code bin/docker-wrapper} and the released executable to their own path. */
  static final String LAUNCHER_PROPERTY = "docker-wrapper.launcher";

  /** Only its name, because the commands know the simulated client, and not the other way round. */
  static final String MAIN_CLASS = "net.boincwrapper.cli.DockerWrapper";

  static Launcher ofThisProgram() {
    String launcher = System.getProperty(LAUNCHER_PROPERTY);
    return new Launcher(launcher == null ? javaCommand() : List.of(launcher));
  }

  private static List<String> javaCommand() {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    return List.of(java, "-cp", System.getProperty("java.class.path"), MAIN_CLASS);
  }

  Process start(SlotLayout slot, List<String> arguments) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(arguments);
    return new ProcessBuilder(whole)
        .directory(slot.directory().toFile())
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.appendTo(slot.stderr().toFile()))
        .start();
  }
}
