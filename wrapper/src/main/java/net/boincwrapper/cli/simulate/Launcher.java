package net.boincwrapper.cli.simulate;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.findings.LayerNotes;
import net.boincwrapper.cli.volunteer.VolunteerPlace;
import net.boincwrapper.slot.SlotLayout;

/** Starts a task's main program. */
@FunctionalInterface
interface Launcher {
  /** Set by {@code bin/docker-wrapper} and the released executable to their own path. */
  String LAUNCHER_PROPERTY = "docker-wrapper.launcher";

  /** Only its name, because the commands know the simulated client, and not the other way round. */
  String MAIN_CLASS = "net.boincwrapper.cli.DockerWrapper";

  /**
   * Starts it as a client does ({@code client/app_start.cpp:ACTIVE_TASK::start}): in the slot,
   * standard output discarded, standard error appended to {@code stderr.txt}.
   *
   * @param arguments the task's
   * @param environment what is added to its environment
   */
  Process start(SlotLayout slot, List<String> arguments, Map<String, String> environment)
      throws IOException;

  /** This program, as this user. */
  static Launcher ofThisProgram() {
    List<String> command = thisProgram();
    return (slot, arguments, environment) -> {
      List<String> whole = new ArrayList<>(command);
      whole.addAll(arguments);
      ProcessBuilder child = in(slot, whole);
      child.environment().putAll(environment);
      return child.redirectError(Redirect.appendTo(slot.stderr().toFile())).start();
    };
  }

  /** The copy of this program that is in a place, as that place's user. */
  static Launcher in(VolunteerPlace place) {
    return (slot, arguments, environment) -> {
      ProcessBuilder child = in(slot, place.task(arguments, SlotLayout.STDERR));
      Map<String, String> its = place.environment(child.environment());
      child.environment().clear();
      child.environment().putAll(its);
      child.environment().putAll(environment);
      return child.redirectError(Redirect.DISCARD).start();
    };
  }

  private static ProcessBuilder in(SlotLayout slot, List<String> command) {
    ProcessBuilder child =
        new ProcessBuilder(command)
            .directory(slot.directory().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.DISCARD);
    child.environment().put(LayerNotes.VARIABLE, ScratchTree.changes(slot).toString());
    return child;
  }

  /** How this program is started, without arguments. */
  static List<String> thisProgram() {
    String launcher = System.getProperty(LAUNCHER_PROPERTY);
    return launcher == null ? javaCommand() : List.of(launcher);
  }

  private static List<String> javaCommand() {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    return List.of(java, "-cp", System.getProperty("java.class.path"), MAIN_CLASS);
  }
}
