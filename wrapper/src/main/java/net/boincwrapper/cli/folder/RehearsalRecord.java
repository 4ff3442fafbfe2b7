package net.boincwrapper.cli.folder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsal that ended with a release: what was rehearsed, and the bounds that were measured. It
 * lies in the job's {@code .dry-run}, outlives other dry runs, and goes when a rehearsal finds
 * something wrong.
 *
 * @param format of the file
 * @param cpus that the task could use
 * @param bounds the input template's that were proposed, by tag
 * @param outputs {@code max_nbytes} that were proposed, by the output's name
 */
public record RehearsalRecord(
    int format,
    RehearsedJob job,
    double cpus,
    Map<String, String> bounds,
    Map<String, String> outputs) {
  /** Name of its file. */
  public static final String FILE = "rehearsed.json";

  private static final int FORMAT = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  public RehearsalRecord {
    Objects.requireNonNull(job, "what was rehearsed");
    bounds = Collections.unmodifiableSortedMap(new TreeMap<>(bounds));
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }

  /** Of today's format. */
  public RehearsalRecord(
      RehearsedJob job, double cpus, Map<String, String> bounds, Map<String, String> outputs) {
    this(FORMAT, job, cpus, bounds, outputs);
  }

  /** What is recorded of a job; empty where nothing is, or nothing that can be understood. */
  public static Optional<RehearsalRecord> read(JobFolder folder) throws IOException {
    Path file = file(folder);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      @Nullable RehearsalRecord read = GSON.fromJson(Files.readString(file), RehearsalRecord.class);
      return Optional.ofNullable(read).filter(it -> it.format == FORMAT);
    } catch (RuntimeException e) {
      // Gson has many ways to say that a text is not what it was; the job is rehearsed again then.
      return Optional.empty();
    }
  }

  /** Puts it into the job's directory. */
  public void write(JobFolder folder) throws IOException {
    Path file = file(folder);
    Path aside = file.resolveSibling(FILE + ".new");
    Files.writeString(aside, GSON.toJson(this) + "\n");
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what is recorded. */
  public static void remove(JobFolder folder) throws IOException {
    Files.deleteIfExists(file(folder));
  }

  private static Path file(JobFolder folder) {
    return folder.directory().resolve(JobFolder.DRY_RUN_DIRECTORY).resolve(FILE);
  }
}
