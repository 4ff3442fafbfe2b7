package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.image.archive.ImageArchive;
import net.boincwrapper.slot.SoftLinks;

/**
 * An image that comes as a file of the app version.
 *
 * @param tag names it by project and file, so that a start need not read the file: a project's file
 *     of one name is always the same ({@code client/client_types.cpp}), and an author's changes its
 *     length or its time. Where the job says the digest, the time does not count: each slot may
 *     have a copy of its own
 * @param name as job.toml has it
 */
record ShippedImage(String tag, String name, ImageArchive archive) {
  /**
   * Of a job that has one.
   *
   * @throws EngineException {@code FINAL} where there is no such file; {@code RETRYABLE} where it
   *     cannot be looked at
   */
  static ShippedImage of(Wish wish) throws EngineException {
    String name = wish.job().image().archive().orElseThrow();
    try {
      Optional<Path> file = file(wish, name);
      if (file.isEmpty()) {
        throw new EngineException(
            EngineException.Kind.FINAL,
            "there is no "
                + name
                + " in the slot, which job.toml names as [image] archive; list it among the files"
                + " of the app version, or correct the name");
      }
      ImageArchive archive =
          new ImageArchive(file.get(), wish.platform().architecture(), wish.job().image().digest());
      return new ShippedImage(tag(wish, archive), name, archive);
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.RETRYABLE, "cannot look at the image archive " + name + ": " + e, e);
    }
  }

  /** In the slot, or where the client's link leads to in the project's directory. */
  static Optional<Path> file(Wish wish, String name) throws IOException {
    SoftLinks links = new SoftLinks(wish.slot(), wish.init().projectDirectory());
    return new ContextFiles(
            wish.slot(), wish.init().projectDirectory(), links::target, wish.dockerfile())
        .resolve(name);
  }

  private static String tag(Wish wish, ImageArchive archive) throws IOException {
    BasicFileAttributes file = Files.readAttributes(archive.file(), BasicFileAttributes.class);
    String text =
        "archive\n%s\n%d\n%d\n%s\n%s"
            .formatted(
                archive.file().getFileName(),
                file.size(),
                archive.digest().isPresent() ? 0 : file.lastModifiedTime().toMillis(),
                archive.architecture(),
                archive.digest().orElse(""));
    return ProjectImages.nameOf(wish.init().projectName(), text);
  }
}
