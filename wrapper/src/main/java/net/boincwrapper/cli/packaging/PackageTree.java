package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.FileDigest;

/**
 * All files of a package, by their paths, and the place where they go: laid out as a project's
 * directory is. Several versions of an app may be there beside one another.
 */
public final class PackageTree {
  private static final String APPS = "apps";
  private static final String STAGE = ".docker-wrapper-package";

  /** What is beside the app versions, and goes with them into a project's directory. */
  private static final List<String> BESIDE = List.of("bin", "inputs", "templates");

  private final Path root;
  private final String versionDirectory;
  private final SortedMap<String, PackageFile> files;

  /**
   * @param root where it goes; need not be there
   * @param versionDirectory holds exactly what ships
   */
  PackageTree(Path root, String versionDirectory, Map<String, PackageFile> files) {
    this.root = root;
    this.versionDirectory = versionDirectory;
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Paths of all that is written, relative, sorted. */
  public List<String> paths() {
    return Stream.concat(files.keySet().stream(), Stream.of(EarlierPackage.SUMS)).sorted().toList();
  }

  /** Holds exactly what ships; relative. */
  public String versionDirectory() {
    return versionDirectory;
  }

  /**
   * Why this may not be written: what is there of the same version, or under the same physical
   * name, is immutable for clients, and differs. Sentences.
   */
  public List<String> conflicts() throws IOException {
    List<String> conflicts = new ArrayList<>();
    if (Files.isDirectory(root.resolve(versionDirectory))) {
      conflicts.addAll(differences(true));
    }
    for (String other : sameNames()) {
      String mine = versionDirectory + "/" + name(other);
      if (!FileDigest.of(root.resolve(other)).equals(file(mine).sha256())) {
        conflicts.add(other + " has the same name as " + mine + ", and another content");
      }
    }
    return conflicts;
  }

  /** Files of other versions whose physical names are also in this one. */
  private List<String> sameNames() throws IOException {
    if (!Files.isDirectory(root.resolve(APPS))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root.resolve(APPS))) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(path -> !path.startsWith(versionDirectory + "/"))
          .filter(path -> !name(path).equals(AppVersionFiles.VERSION_XML))
          .filter(path -> files.containsKey(versionDirectory + "/" + name(path)))
          .sorted()
          .toList();
    }
  }

  /**
   * Why this may not be written: somebody's files would be lost, or are in the way. Sentences; the
   * app version's own are among {@link #conflicts}.
   */
  public List<String> foreign() throws IOException {
    EarlierPackage earlier = EarlierPackage.at(root);
    List<String> foreign = new ArrayList<>();
    for (Map.Entry<String, PackageFile> entry : whole().entrySet()) {
      if (!isOfVersion(entry.getKey())) {
        earlier.flaw(entry.getKey(), entry.getValue()).ifPresent(foreign::add);
      }
    }
    return foreign;
  }

  /** How what is there differs from this; empty if all of it is there, and nothing else. */
  public List<String> differences() throws IOException {
    List<String> differences = new ArrayList<>(differences(false));
    SortedSet<String> others = new TreeSet<>(EarlierPackage.at(root).unchanged());
    for (String directory : BESIDE) {
      others.addAll(filesBelow(directory));
    }
    others.removeAll(whole().keySet());
    others.removeIf(path -> path.startsWith(APPS + "/"));
    others.forEach(path -> differences.add(path + " is there, but does not belong to it"));
    return differences;
  }

  /** Whether there is nothing to write, and nothing of an earlier one to remove. */
  public boolean isThere() throws IOException {
    return differences(false).isEmpty() && leftOver().isEmpty();
  }

  /** What an earlier package had, and this one has not. */
  private SortedSet<String> leftOver() throws IOException {
    SortedSet<String> leftOver = new TreeSet<>(EarlierPackage.at(root).unchanged());
    leftOver.removeAll(files.keySet());
    leftOver.removeIf(path -> path.startsWith(APPS + "/"));
    return leftOver;
  }

  private List<String> differences(boolean onlyVersion) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, PackageFile> entry : whole().entrySet()) {
      String path = entry.getKey();
      if (!onlyVersion || isOfVersion(path)) {
        Optional<String> how = entry.getValue().difference(root.resolve(path));
        how.ifPresent(it -> differences.add(path + " " + it));
      }
    }
    for (String path : filesBelow(versionDirectory)) {
      if (!files.containsKey(path)) {
        differences.add(path + " is there, and would be shipped, but does not belong to the job");
      }
    }
    return differences;
  }

  private boolean isOfVersion(String path) {
    return path.startsWith(versionDirectory + "/");
  }

  /** Links and the like, too: a server takes whatever is there. */
  private List<String> filesBelow(String name) throws IOException {
    Path directory = root.resolve(name);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /**
   * Writes what is missing or differs, and removes what only an earlier one had. All of it is made
   * beside first; the app version's directory comes last, by one renaming.
   *
   * @throws IOException if something cannot be written; nothing has changed then, unless it was a
   *     renaming that failed: another try ends what this one has begun
   */
  public void write() throws IOException {
    boolean isNew = !Files.exists(root);
    Path stage = stage();
    try {
      SortedMap<String, PackageFile> wanted = missing();
      for (Map.Entry<String, PackageFile> entry : wanted.entrySet()) {
        entry.getValue().write(stage.resolve(entry.getKey()));
      }
      for (String path : leftOver()) {
        Files.delete(root.resolve(path));
      }
      Moves.into(root, stage, versionDirectory, inOrder(wanted.keySet()));
    } finally {
      Moves.remove(stage);
      if (isNew && isEmpty()) {
        Files.deleteIfExists(root);
      }
    }
  }

  /** The sums last: until then, those that are there say what may be replaced. */
  private static List<String> inOrder(Set<String> paths) {
    return paths.stream()
        .sorted(Comparator.comparing((String path) -> path.equals(EarlierPackage.SUMS)))
        .toList();
  }

  private Path stage() throws IOException {
    Files.createDirectories(root);
    Path stage = root.resolve(STAGE);
    Moves.remove(stage);
    return Files.createDirectory(stage);
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      return children.findAny().isEmpty();
    }
  }

  private SortedMap<String, PackageFile> missing() throws IOException {
    SortedMap<String, PackageFile> missing = new TreeMap<>();
    for (Map.Entry<String, PackageFile> entry : whole().entrySet()) {
      if (entry.getValue().difference(root.resolve(entry.getKey())).isPresent()) {
        missing.put(entry.getKey(), entry.getValue());
      }
    }
    return missing;
  }

  /** With the sums of all files, those of other versions included. */
  private SortedMap<String, PackageFile> whole() throws IOException {
    SortedMap<String, String> sums = new TreeMap<>(others());
    files.forEach((path, file) -> sums.put(path, file.sha256()));
    StringBuilder text = new StringBuilder();
    sums.forEach((path, sum) -> text.append(sum).append("  ").append(path).append('\n'));
    SortedMap<String, PackageFile> whole = new TreeMap<>(files);
    whole.put(EarlierPackage.SUMS, PackageFile.text(text.toString()));
    return whole;
  }

  private Map<String, String> others() throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    if (Files.isDirectory(root.resolve(APPS))) {
      try (Stream<Path> all = Files.walk(root.resolve(APPS))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String path = root.relativize(file).toString();
          if (!isOfVersion(path)) {
            sums.put(path, FileDigest.of(file));
          }
        }
      }
    }
    return sums;
  }

  private PackageFile file(String path) {
    return Optional.ofNullable(files.get(path)).orElseThrow();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
