package net.boincwrapper.cli.packaging;

import java.util.LinkedHashMap;
import java.util.Map;
import net.boincwrapper.job.Job;

/** The app version's directory. */
final class AppVersionFiles {
  /** {@code tools/update_versions:process_version}. */
  static final String VERSION_XML = "version.xml";

  private AppVersionFiles() {}

  static Map<String, PackageFile> of(Shipment shipment, PackageOrder order, Job job) {
    Map<String, PackageFile> files = new LinkedHashMap<>();
    String directory = order.versionDirectory() + "/";
    for (ShippedFile file : shipment.files()) {
      files.put(
          directory + file.physicalName(),
          PackageFile.copy(file.source(), file.sha256(), file.executable()));
    }
    files.put(directory + VERSION_XML, PackageFile.text(shipment.versionXml(job).document()));
    return files;
  }
}
