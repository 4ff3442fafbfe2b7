package net.boincwrapper.cli.packaging.buda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.boincwrapper.cli.folder.FileDigest;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.packaging.FlatPackage;
import net.boincwrapper.cli.packaging.PackageFile;
import net.boincwrapper.job.Problem;

/** A job as BUDA takes it: files of a sandbox, a batch, and a page about the forms. */
public final class BudaPackage {
  private static final String PAGE = "README.md";
  private static final String SANDBOX = "sandbox/";

  private BudaPackage() {}

  /** Why BUDA cannot take this job; empty if it can. */
  public static List<Problem> problems(JobFolder folder, BudaOrder order) throws IOException {
    return BudaFlaws.of(folder, order);
  }

  /**
   * All of it, not written yet.
   *
   * @param root where it goes
   */
  public static FlatPackage of(JobFolder folder, BudaOrder order, Path root) throws IOException {
    SortedMap<String, Path> sandbox = BudaFiles.of(folder);
    Map<String, PackageFile> files = new TreeMap<>();
    for (Map.Entry<String, Path> file : sandbox.entrySet()) {
      String sha256 = FileDigest.of(file.getValue());
      files.put(SANDBOX + file.getKey(), PackageFile.copy(file.getValue(), sha256, false));
    }
    files.put(batchName(order), PackageFile.bytes(BatchZip.of(folder, order)));
    files.put(PAGE, PackageFile.text(BudaPage.of(folder, order, sandbox)));
    return new FlatPackage(root, files);
  }

  /** Batches are chosen among the sandbox's files that end so ({@code submit_form}). */
  static String batchName(BudaOrder order) {
    return order.app() + "_batch.zip";
  }
}
