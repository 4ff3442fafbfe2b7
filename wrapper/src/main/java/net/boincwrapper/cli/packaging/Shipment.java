package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.FileDigest;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;

/**
 * The files of an app version: the program, and those of the job's directory that are not a
 * workunit's.
 *
 * @param files the main program first
 * @param apiVersion of the main program
 */
record Shipment(List<ShippedFile> files, String apiVersion) {
  Shipment {
    files = List.copyOf(files);
  }

  /** Names a file and keeps what is wrong with it. */
  private static final class Packer {
    private final JobFolder folder;
    private final PackageOrder order;
    private final Set<String> inputs;
    private final Optional<String> archive;
    private final List<Problem> problems;
    private final List<ShippedFile> files = new ArrayList<>();

    Packer(JobFolder folder, PackageOrder order, List<Problem> problems) {
      this.folder = folder;
      this.order = order;
      this.problems = problems;
      this.inputs =
          folder.input().stream()
              .flatMap(template -> template.files().stream())
              .map(BoincTemplate.FileReference::openName)
              .collect(Collectors.toSet());
      this.archive = folder.job().job().map(Job::image).flatMap(Job.ImageRules::archive);
    }

    private String program() throws IOException {
      try {
        MainProgram program = MainProgram.of(order.program(), order.platform());
        String sha256 = FileDigest.of(program.file());
        files.add(
            new ShippedFile(
                program.physicalName(order.programVersion(), order.platform(), sha256),
                Optional.empty(),
                program.file(),
                sha256,
                false,
                true,
                true));
        return program.apiVersion();
      } catch (MainProgram.Unfit e) {
        problems.add(Problem.error(order.program().toString(), String.valueOf(e.getMessage())));
        return "";
      }
    }

    private void ofTheSlot(Path name) throws IOException {
      String logical = name.toString();
      if (inputs.contains(logical)) {
        return;
      }
      Optional<String> flaw = FileNames.flaw(logical);
      flaw.ifPresent(why -> problems.add(Problem.error(FileNames.shown(logical), why)));
      if (flaw.isEmpty()) {
        Path source = folder.directory().resolve(name);
        String sha256 = FileDigest.of(source);
        boolean isArchive = archive.filter(logical::equals).isPresent();
        add(
            new ShippedFile(
                FileNames.physical(isArchive ? "image" : prefix(), sha256, logical),
                Optional.of(logical),
                source,
                sha256,
                !isArchive,
                PackageFile.isExecutable(source),
                false));
      }
    }

    private String prefix() {
      return order.app() + "_" + order.version();
    }

    /** Two paths can be one flat name, where the contents are the same, too. */
    private void add(ShippedFile file) {
      if (isTaken(file.physicalName())) {
        add(
            new ShippedFile(
                file.physicalName() + "_",
                file.logicalName(),
                file.source(),
                file.sha256(),
                file.copied(),
                file.executable(),
                file.mainProgram()));
      } else {
        files.add(file);
      }
    }

    private boolean isTaken(String physicalName) {
      return physicalName.equals(AppVersionFiles.VERSION_XML)
          || files.stream().anyMatch(other -> other.physicalName().equals(physicalName));
    }

    /** The app finds these by their own names, so they keep them. */
    private void ofTheProject() throws IOException {
      Path directory = folder.directory().resolve(JobFolder.PROJECT_DIRECTORY);
      if (!Files.isDirectory(directory)) {
        return;
      }
      try (Stream<Path> all = Files.list(directory)) {
        for (Path file : all.sorted().toList()) {
          ofTheProject(file, String.valueOf(file.getFileName()));
        }
      }
    }

    private void ofTheProject(Path file, String name) throws IOException {
      if (!Files.isRegularFile(file) || !FileNames.isPhysical(name)) {
        problems.add(
            Problem.error(
                JobFolder.PROJECT_DIRECTORY + "/" + FileNames.shown(name),
                "cannot be in a project's directory, which is flat: it takes files with names of"
                    + " letters, digits, and . _ - (no . first, no .sig last, no ..); rename or move"
                    + " it"));
        return;
      }
      if (isTaken(name)) {
        problems.add(
            Problem.error(
                JobFolder.PROJECT_DIRECTORY + "/" + name,
                "has a name that the app version needs itself; rename it"));
        return;
      }
      files.add(
          new ShippedFile(
              name,
              Optional.empty(),
              file,
              FileDigest.of(file),
              false,
              PackageFile.isExecutable(file),
              false));
    }
  }

  /**
   * Gathers it.
   *
   * @param problems receives what cannot be shipped
   */
  static Shipment of(JobFolder folder, PackageOrder order, List<Problem> problems)
      throws IOException {
    Packer packer = new Packer(folder, order, problems);
    String apiVersion = packer.program();
    for (Path name :
        folder.appFiles().stream().sorted(Comparator.comparing(Path::toString)).toList()) {
      packer.ofTheSlot(name);
    }
    packer.ofTheProject();
    DatabaseRoom.flaw(packer.files).ifPresent(problems::add);
    return new Shipment(packer.files, apiVersion);
  }

  /**
   * {@code version.xml}.
   *
   * @param job says whether the app needs the network: a client then waits until there is one
   *     ({@code client/result.cpp})
   */
  XmlElement versionXml(Job job) {
    List<XmlElement> children = new ArrayList<>();
    files.forEach(file -> children.add(file.versionXml()));
    children.add(XmlElement.text("api_version", apiVersion));
    children.add(XmlElement.flag("is_wrapper"));
    if (job.limits().network()) {
      children.add(XmlElement.flag("needs_network"));
    }
    return XmlElement.of("version", children);
  }

  /** {@code app_info.xml}, for the anonymous platform. */
  XmlElement appInfo(PackageOrder order) {
    List<XmlElement> children = new ArrayList<>();
    children.add(XmlElement.of("app", XmlElement.text("name", order.app())));
    files.forEach(file -> children.add(file.fileInfo()));
    List<XmlElement> version = new ArrayList<>();
    version.add(XmlElement.text("app_name", order.app()));
    version.add(XmlElement.text("version_num", order.version().number()));
    version.add(XmlElement.text("platform", order.platform().boincName()));
    version.add(XmlElement.text("plan_class", order.planClass().name()));
    version.addAll(order.planClass().usage());
    version.add(XmlElement.text("api_version", apiVersion));
    files.forEach(file -> version.add(file.fileRef()));
    version.add(XmlElement.flag("is_wrapper"));
    children.add(XmlElement.of("app_version", version));
    return XmlElement.of("app_info", children);
  }
}
