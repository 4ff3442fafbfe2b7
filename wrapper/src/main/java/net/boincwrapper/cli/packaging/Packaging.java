package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.TemplateElement;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;

/** Makes a package of a job's directory. */
public final class Packaging {
  private final JobFolder folder;
  private final PackageOrder order;
  private final Path root;
  private final Optional<RehearsalRecord> rehearsed;
  private final Optional<ImageContents> image;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * For one package.
   *
   * @param folder of a job; its own errors, such as an input that is not there, are problems here,
   *     too
   * @param root where the package goes
   * @param rehearsed what was measured of exactly this job; empty where nothing was
   * @param image what the job's image has installed; empty: no bill of materials
   */
  public Packaging(
      JobFolder folder,
      PackageOrder order,
      Path root,
      Optional<RehearsalRecord> rehearsed,
      Optional<ImageContents> image) {
    this.image = image;
    this.folder = folder;
    this.order = order;
    this.root = root;
    this.rehearsed = rehearsed;
  }

  /** Without a bill of materials. */
  Packaging(JobFolder folder, PackageOrder order, Path root, Optional<RehearsalRecord> rehearsed) {
    this(folder, order, root, rehearsed, Optional.empty());
  }

  /** What cannot be packaged as it is. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * Gathers everything, and writes nothing.
   *
   * @return empty where there are problems
   */
  public Optional<PackageTree> gather() throws IOException {
    folder.problems().stream().filter(Problem::isError).forEach(problems::add);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    Job job = folder.job().job().orElseThrow();
    problems.addAll(TemplateFlaws.of(folder));
    checkPlace();
    Shipment shipment = Shipment.of(folder, order, problems);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    XmlElement input = WorkunitTemplate.of(template(folder.input()), bounds(job));
    List<InputFile> inputs = InputFile.of(folder, order.app(), input);
    problems.addAll(InputFlaws.of(folder.inputName(), inputs));
    SampleWork work = SampleWork.of(order.app(), inputs, folder, rehearsed);
    work.flaw(folder.inputName()).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    Map<String, PackageFile> files = new LinkedHashMap<>();
    files.putAll(AppVersionFiles.of(shipment, order, job));
    files.put("app_info.xml", text(shipment.appInfo(order)));
    files.put("project.xml", text(ProjectXml.of(order.app())));
    files.put("plan_class_spec.xml", text(PlanClasses.of(order.planClass(), root)));
    files.putAll(materials());
    files.putAll(workunit(input, work, shipment));
    return Optional.of(new PackageTree(root, order.versionDirectory(), files));
  }

  /** Templates, samples of inputs, and how a workunit is made of them. */
  private Map<String, PackageFile> workunit(XmlElement input, SampleWork work, Shipment shipment)
      throws IOException {
    Map<String, PackageFile> files = new LinkedHashMap<>();
    files.put("templates/" + order.app() + "_in", text(input));
    XmlElement output = output();
    files.put("templates/" + order.app() + "_out", text(output));
    files.putAll(ReplicaScripts.of(order, output));
    files.put("create_work.sh", PackageFile.script(CreateWorkScript.of(work)));
    for (InputFile sample : work.inputs()) {
      files.put(
          InputFile.DIRECTORY + "/" + sample.physicalName(),
          PackageFile.copy(sample.source(), sample.sha256(), false));
    }
    files.put(
        "README.md", PackageFile.text(PackageReadme.of(order, shipment, work, input, rehearsed)));
    return files;
  }

  /** What the job is made of, for who wants to know before it runs on other people's hosts. */
  private Map<String, PackageFile> materials() throws IOException {
    Map<String, PackageFile> files = new LinkedHashMap<>();
    image.ifPresent(is -> files.put("image.spdx.json", PackageFile.text(SpdxJson.of(order, is))));
    CircuitManifest.of(folder)
        .ifPresent(text -> files.put("circuits.json", PackageFile.text(text)));
    return files;
  }

  private static PackageFile text(XmlElement element) {
    return PackageFile.text(element.document());
  }

  private XmlElement output() throws IOException {
    return ResultTemplate.of(
        template(folder.output()).orElseThrow(),
        rehearsed.map(RehearsalRecord::outputs).orElse(Map.of()));
  }

  private static Optional<TemplateElement> template(Optional<BoincTemplate> template)
      throws IOException {
    return template.isEmpty()
        ? Optional.empty()
        : TemplateElement.read(Files.readString(template.get().source()));
  }

  /** A memory limit of the job's own is never above the workunit's bound. */
  private Map<String, String> bounds(Job job) {
    Map<String, String> bounds =
        new LinkedHashMap<>(rehearsed.map(RehearsalRecord::bounds).orElse(Map.of()));
    job.limits()
        .memoryBytes()
        .ifPresent(
            limit ->
                bounds.computeIfPresent(
                    "rsc_memory_bound",
                    (tag, measured) ->
                        WorkunitTemplate.higher(
                                Optional.of(measured), Optional.of(Long.toString(limit)))
                            .orElseThrow()));
    return bounds;
  }

  /** Files there would be taken for the app's, or for another app's. */
  private void checkPlace() throws IOException {
    Path place = root.toAbsolutePath().normalize();
    PackagePlace.flaw(root, folder).ifPresent(problems::add);
    for (String other : otherApps(place)) {
      problems.add(
          Problem.error(
              root.toString(),
              "holds a package of another app, "
                  + other
                  + ", and its instructions would be lost; name another place with -o"));
    }
  }

  /** Sorted. */
  private Set<String> otherApps(Path place) throws IOException {
    Set<String> apps = new TreeSet<>();
    if (Files.isDirectory(place.resolve("apps"))) {
      try (Stream<Path> all = Files.list(place.resolve("apps"))) {
        all.map(app -> String.valueOf(app.getFileName())).forEach(apps::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      apps.remove(order.app().text());
    }
    return apps;
  }
}
