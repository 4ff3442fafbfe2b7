package net.boincwrapper.cli.packaging;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.job.Problem;

/**
 * What a server keeps of an app version and of a workunit is XML, in fields that have an end: what
 * does not fit is cut off without a word, or refused ({@code db/boinc_db_types.h}).
 */
final class DatabaseRoom {
  /** {@code APP_VERSION_XML_BLOB_SIZE}. */
  private static final int OF_APP_VERSION = 262_144;

  /** {@code BLOB_SIZE}. */
  private static final int OF_WORKUNIT = 65_536;

  /** Tags, a signature of 1024 bits and a short URL ({@code tools/update_versions}). */
  private static final int EACH_FILE = 530;

  /** Tags, an MD5 and a short URL ({@code tools/process_input_template.cpp}). */
  private static final int EACH_INPUT = 290;

  private DatabaseRoom() {}

  /** Why the server has no room for an app version's files. */
  static Optional<Problem> flaw(List<ShippedFile> files) {
    long size =
        files.stream()
            .mapToLong(
                file ->
                    EACH_FILE
                        + 3L * file.physicalName().length()
                        + file.logicalName().map(String::length).orElse(0))
            .sum();
    return size < OF_APP_VERSION
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                AppVersionFiles.VERSION_XML,
                told("app version", files.size() + " files", size, OF_APP_VERSION)
                    + "let the Dockerfile COPY them, or ship one archive that the app unpacks"));
  }

  /** Why create_work has no room for a workunit's inputs. */
  static Optional<Problem> flawOfInputs(String template, List<InputFile> inputs) {
    long size = inputs.stream().mapToLong(it -> EACH_INPUT + 4L * it.physicalName().length()).sum();
    return size < OF_WORKUNIT
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                template,
                told("workunit", inputs.size() + " inputs", size, OF_WORKUNIT)
                    + "put them into one archive that the app unpacks"));
  }

  private static String told(String what, String many, long size, int room) {
    return "a server keeps "
        + room
        + " bytes of XML of each "
        + what
        + ", and "
        + many
        + " take about "
        + size
        + "; ";
  }
}
