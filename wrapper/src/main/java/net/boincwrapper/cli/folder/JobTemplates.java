package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The job templates that are packaged in the jar, from {@code job-templates/}. */
public final class JobTemplates {
  private static final String ROOT = "/job-templates";

  private JobTemplates() {}

  /** Names of the templates, sorted. */
  public static List<String> names() throws IOException {
    try (Root root = Root.open();
        Stream<Path> children = Files.list(root.path())) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString().replace("/", ""))
          .sorted()
          .toList();
    }
  }

  /** What a template is, from the title of its README.md, which ends with {@code : WHAT IT IS}. */
  public static String title(String template) throws IOException {
    try (Root root = Root.open();
        Stream<String> lines = Files.lines(root.path().resolve(template).resolve("README.md"))) {
      String heading = lines.findFirst().orElse("");
      return heading.substring(heading.indexOf(": ") + 1).strip();
    }
  }

  /**
   * Copies a template into a directory that does not exist yet or is empty.
   *
   * @return the files, relative to the directory, sorted
   * @throws NoSuchFileException if there is no template of this name
   */
  public static List<Path> copy(String template, Path target) throws IOException {
    if (!names().contains(template)) {
      throw new NoSuchFileException(template);
    }
    try (Root root = Root.open();
        Stream<Path> all = Files.walk(root.path().resolve(template))) {
      Path source = root.path().resolve(template);
      return all.filter(Files::isRegularFile)
          .map(file -> copyOne(file, Path.of(source.relativize(file).toString()), target))
          .sorted()
          .toList();
    }
  }

  private static Path copyOne(Path file, Path name, Path target) {
    try {
      Path copy = target.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the templates are: a folder in a checkout, or a folder of the jar. */
  private record Root(Path path, @org.jspecify.annotations.Nullable FileSystem jar)
      implements AutoCloseable {
    static Root open() throws IOException {
      URL url = JobTemplates.class.getResource(ROOT);
      if (url == null) {
        throw new NoSuchFileException(ROOT + " is missing in this build");
      }
      URI uri = uriOf(url);
      if (!"jar".equals(uri.getScheme())) {
        return new Root(Path.of(uri), null);
      }
      FileSystem jar = FileSystems.newFileSystem(uri, Map.of());
      return new Root(jar.getPath(ROOT), jar);
    }

    private static URI uriOf(URL url) throws IOException {
      try {
        return url.toURI();
      } catch (URISyntaxException e) {
        throw new IOException("cannot read the templates at " + url, e);
      }
    }

    @Override
    public void close() throws IOException {
      if (jar != null) {
        jar.close();
      }
    }
  }
}
