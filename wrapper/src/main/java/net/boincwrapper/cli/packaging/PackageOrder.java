package net.boincwrapper.cli.packaging;

import java.nio.file.Path;
import net.boincwrapper.cli.compare.Rule;

/**
 * What an author asked for.
 *
 * @param program the executable to ship
 * @param programVersion version of this program, such as {@code 0.1.0}
 * @param replicas what makes two results of a workunit the same
 */
public record PackageOrder(
    AppName app,
    VersionNumber version,
    Platform platform,
    PlanClass planClass,
    Path program,
    String programVersion,
    Rule replicas) {

  /** {@code apps/shots/1.2/x86_64-pc-linux-gnu__docker}. */
  String versionDirectory() {
    return "apps/" + app + "/" + version + "/" + platform.boincName() + "__" + planClass.name();
  }
}
