package net.boincwrapper.realclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.project.CodeSigning;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.server.PackageOnServer;
import net.boincwrapper.server.PackageRules;
import net.boincwrapper.server.Refused;

/**
 * A template's job in the files that {@code package} writes for a server.
 *
 * @param root where these are
 */
record PackagedApp(String app, Path root) {
  /** Why a template cannot be packaged here; a client starts nothing but an executable. */
  static final String LACK =
      "there is no executable: give -Ddocker-wrapper.program, as bin/test does";

  /** The one that jobs of the anonymous platform ask for, too. */
  private static final String VERSION = "1.0";

  /** Whether there is an executable that can be shipped. */
  static boolean possible() {
    return !program().isEmpty();
  }

  static String program() {
    return System.getProperty("docker-wrapper.program", "");
  }

  /**
   * Packages a template as its author gets it, but for its workunit's arguments.
   *
   * @param arguments short work
   */
  static PackagedApp of(String template, String arguments, Path directory) throws IOException {
    return of(template, arguments, Map.of(), directory);
  }

  /**
   * As {@link #of(String, String, Path)}, on a host that has no engine for authors.
   *
   * @param files text by name, in the place of some of the template's own
   */
  static PackagedApp withoutEngine(
      String template, String arguments, Map<String, String> files, Path directory)
      throws IOException {
    return of(template, arguments, files, directory, "--no-sbom");
  }

  private static PackagedApp of(
      String template,
      String arguments,
      Map<String, String> files,
      Path directory,
      String... options)
      throws IOException {
    Path job = directory.resolve(template);
    Path root = directory.resolve("package");
    Shell.succeed(program(), "init", template, job.toString());
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(job.resolve(file.getKey()), file.getValue());
    }
    Path input = job.resolve("in.xml");
    Files.writeString(
        input,
        Files.readString(input)
            .replaceAll("<command_line>.*<", "<command_line>" + arguments + "<"));
    List<String> command =
        new ArrayList<>(List.of(program(), "package", "--app", template, "--version", VERSION));
    command.addAll(List.of("--unrehearsed", "-o", root.toString()));
    command.addAll(List.of(options));
    command.add(job.toString());
    Shell.succeed(command.toArray(String[]::new));
    return new PackagedApp(template, root);
  }

  /** What a server would not take of it. */
  List<String> problems() throws IOException {
    return PackageRules.problems(root);
  }

  /** Lets a project offer a workunit of it, and the app version with it. */
  void offer(Job job, TestProject project) throws IOException, Refused {
    CodeSigning keys = CodeSigning.generate();
    PackageOnServer server = PackageOnServer.of(root, keys);
    project.offer(app, server.xml(job.name(), project), server.files(), keys);
  }

  /** As its README says of a trial on one's own client. */
  void tryOn(ClientFiles client, TestProject project) throws IOException {
    Path target = Files.createDirectories(client.project(project));
    for (Path file : versionFiles()) {
      if (!file.endsWith("version.xml")) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.copy(root.resolve("app_info.xml"), target.resolve("app_info.xml"));
  }

  private List<Path> versionFiles() throws IOException {
    Path version = root.resolve("apps").resolve(app).resolve(VERSION);
    try (Stream<Path> files = Files.walk(version)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
