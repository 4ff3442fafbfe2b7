package net.boincwrapper.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version of an application on the anonymous platform. Its files lie in the client's project
 * directory.
 *
 * @param app name of the application; an application has one version here
 * @param planClass such as {@code docker}; empty: none
 * @param apiVersion of BOINC's API; empty: not stated
 * @param commandLine added by the client to the workunit's
 * @param files all of them; the client makes a file executable where {@code executables} names it
 * @param executables physical names
 */
public record AppVersion(
    String app,
    String planClass,
    Optional<String> apiVersion,
    String commandLine,
    List<ProjectFile> files,
    List<String> executables,
    List<FileRef> refs) {
  static final int NUMBER = 100;

  public AppVersion {
    files = List.copyOf(files);
    executables = List.copyOf(executables);
    refs = List.copyOf(refs);
  }

  /** An application that consists of its main program so far. */
  public static AppVersion of(String app, ProjectFile mainProgram) {
    return new AppVersion(
        app,
        "",
        Optional.of("8.0.0"),
        "",
        List.of(mainProgram),
        List.of(mainProgram.name()),
        List.of(new FileRef(mainProgram.name(), "", false, true)));
  }

  /**
   * An application that consists of its main program so far.
   *
   * @param openName the main program's name in the slot, where the client puts a link to it
   */
  public static AppVersion of(String app, ProjectFile mainProgram, String openName) {
    FileRef main = new FileRef(mainProgram.name(), openName, false, true);
    AppVersion version = of(app, mainProgram);
    return new AppVersion(
        app, "", version.apiVersion, "", version.files, version.executables, List.of(main));
  }

  public AppVersion apiVersion(String version) {
    return new AppVersion(
        app, planClass, Optional.of(version), commandLine, files, executables, refs);
  }

  /** With one more file that lies in the slot as a link. */
  public AppVersion linked(ProjectFile file, String openName, boolean executable) {
    return with(file, openName, false, executable);
  }

  /** With one more file that lies in the slot as a copy. */
  public AppVersion copied(ProjectFile file, String openName, boolean executable) {
    return with(file, openName, true, executable);
  }

  /** Clients that know of containers look for the word {@code docker} in it. */
  public AppVersion planClass(String name) {
    return new AppVersion(app, name, apiVersion, commandLine, files, executables, refs);
  }

  public AppVersion commandLine(String words) {
    return new AppVersion(app, planClass, apiVersion, words, files, executables, refs);
  }

  private AppVersion with(ProjectFile file, String openName, boolean copy, boolean executable) {
    List<ProjectFile> allFiles = new ArrayList<>(files);
    allFiles.add(file);
    List<String> allExecutables = new ArrayList<>(executables);
    if (executable) {
      allExecutables.add(file.name());
    }
    List<FileRef> allRefs = new ArrayList<>(refs);
    allRefs.add(new FileRef(file.name(), openName, copy, false));
    return new AppVersion(
        app, planClass, apiVersion, commandLine, allFiles, allExecutables, allRefs);
  }

  String xml() {
    StringBuilder xml = new StringBuilder();
    xml.append(Elements.element("app_name", app));
    xml.append(Elements.element("version_num", NUMBER));
    if (!planClass.isEmpty()) {
      xml.append(Elements.element("plan_class", planClass));
    }
    apiVersion.ifPresent(version -> xml.append(Elements.element("api_version", version)));
    if (!commandLine.isEmpty()) {
      xml.append(Elements.element("cmdline", commandLine));
    }
    refs.forEach(ref -> xml.append(ref.xml()));
    return Elements.around("app_version", xml.toString());
  }
}
