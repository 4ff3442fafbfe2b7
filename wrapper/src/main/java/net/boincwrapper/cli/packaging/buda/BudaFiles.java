package net.boincwrapper.cli.packaging.buda;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;

/**
 * The files for a sandbox. In a slot each of them is a copy of the same name, except that the one
 * chosen as the Dockerfile is called so ({@code html/user/buda.php:variant_action}).
 */
final class BudaFiles {
  /** {@code samples/docker_wrapper/docker_wrapper.cpp}, {@code dockerfile}. */
  static final String DOCKERFILE = "Dockerfile";

  /** The same, {@code config_file}. */
  static final String JOB = "job.toml";

  private BudaFiles() {}

  /** Sources by their names in the sandbox; the job's description is there if the job has one. */
  static SortedMap<String, Path> of(JobFolder folder) {
    SortedMap<String, Path> files = new TreeMap<>();
    files.put(DOCKERFILE, folder.directory().resolve(folder.dockerfileName()));
    Path job = folder.directory().resolve(folder.jobName());
    if (Files.exists(job)) {
      files.put(JOB, job);
    }
    ofTheApp(folder).forEach(name -> files.put(name, folder.directory().resolve(name)));
    return files;
  }

  /** What goes with the variant, and not with a job. */
  static List<String> ofTheApp(JobFolder folder) {
    List<String> inputs = inputs(folder);
    return folder.appFiles().stream()
        .map(Path::toString)
        .filter(folder::isOfApp)
        .filter(name -> !inputs.contains(name))
        .toList();
  }

  static List<String> inputs(JobFolder folder) {
    return BudaFlaws.references(folder.input()).stream()
        .map(BoincTemplate.FileReference::openName)
        .toList();
  }

  /** The application files of the variant's form. */
  static List<String> chosen(Map<String, Path> sandbox) {
    return sandbox.keySet().stream().filter(name -> !name.equals(DOCKERFILE)).toList();
  }
}
