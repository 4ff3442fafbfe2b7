package net.boincwrapper.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.project.CodeSigning;
import net.boincwrapper.project.ProjectFile;
import net.boincwrapper.project.TestProject;

/** A package, as a server gives it out: signed and expanded as BOINC's tools would. */
public final class PackageOnServer {
  /** What a host of a GFLOPS is told ({@code sched/sched_types.cpp:APP_VERSION::write}). */
  private static final String USAGE =
      "    <avg_ncpus>1.000000</avg_ncpus>\n    <flops>1000000000.000000</flops>\n";

  private final Path root;
  private final AppVersionFiles version;
  private final CodeSigning keys;

  private PackageOnServer(Path root, AppVersionFiles version, CodeSigning keys) {
    this.root = root;
    this.version = version;
    this.keys = keys;
  }

  /** Of the one app version in a package. */
  public static PackageOnServer of(Path root, CodeSigning keys) throws IOException, Refused {
    List<AppVersionFiles> versions = AppVersionRules.versions(root.resolve("apps"));
    if (versions.size() != 1) {
      throw new Refused(versions.size() + " app versions, not one");
    }
    return new PackageOnServer(root, versions.get(0), keys);
  }

  public String app() {
    return version.app();
  }

  /** What is downloaded: the app version's files, and the sample inputs. */
  public List<ProjectFile> files() throws IOException {
    List<ProjectFile> files = new ArrayList<>();
    for (Path shipped : version.shipped()) {
      files.add(file(shipped));
    }
    for (String input : inputs()) {
      files.add(file(root.resolve("inputs").resolve(input)));
    }
    return files;
  }

  private static ProjectFile file(Path path) throws IOException {
    return new ProjectFile(path.getFileName().toString(), Files.readAllBytes(path));
  }

  private List<String> inputs() throws IOException {
    String script = Files.readString(root.resolve("create_work.sh"));
    return CreateWorkRules.inputs(PackageRules.createWork(script).orElseThrow());
  }

  /**
   * App version, workunit and result, as a scheduler's reply gives them to a client.
   *
   * @param workunit its name; the result's is this and {@code _0}, the outputs' that and {@code
   *     _r0}, {@code _r1} and so on
   */
  public String xml(String workunit, TestProject project) throws IOException, Refused {
    String appVersion = version.xml(project.downloads(), keys::sign);
    return appVersion.replace("</app_version>", USAGE + "</app_version>")
        + named(workunit, project)
        + result(workunit, project);
  }

  private String named(String workunit, TestProject project) throws IOException, Refused {
    String template = Files.readString(root.resolve("templates").resolve(app() + "_in"));
    List<ProjectFile> files = files();
    String xml =
        InputTemplate.expand(
            template,
            inputs(),
            "",
            name ->
                files.stream()
                    .filter(file -> file.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .elements(project.downloads()));
    String bounds = InputTemplate.bounds(template);
    String names = "    <name>%s</name>\n    <app_name>%s</app_name>\n";
    return xml.replace("<workunit>\n", "<workunit>\n" + bounds + names.formatted(workunit, app()))
        + "\n";
  }

  private String result(String workunit, TestProject project) throws IOException, Refused {
    String template = Files.readString(root.resolve("templates").resolve(app() + "_out"));
    String outputs = workunit + "_0_r";
    String xml =
        OutputTemplate.expand(
            template, outputs, project.uploads(), text -> keys.sign(text.getBytes(UTF_8)));
    String names =
        "<report_deadline>%d</report_deadline>\n<wu_name>%s</wu_name>\n<name>%s_0</name>\n"
            .formatted(project.deadline(), workunit, workunit);
    String chosen =
        "    <platform>%s</platform>\n    <version_num>%d</version_num>\n    <plan_class>%s</plan_class>\n"
            .formatted(version.platform(), version.number().orElseThrow(), version.planClass());
    return xml.replace("<result>\n", "<result>\n" + names)
            .replace("</result>", chosen + "</result>")
        + "\n";
  }
}
