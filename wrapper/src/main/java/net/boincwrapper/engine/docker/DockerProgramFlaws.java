package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import net.boincwrapper.engine.program.ContainerFile;
import net.boincwrapper.engine.program.ElfHeader;
import net.boincwrapper.engine.program.ForeignFormats;
import net.boincwrapper.engine.program.Shebang;

/** What is wrong with a program, and what to do; each text goes behind "its program x". */
final class DockerProgramFlaws {
  static final String EMPTY = "is empty: see that it was built and copied as a whole";

  private final DockerFiles files;
  private final ForeignFormats formats;
  private final String id;
  private final JsonNode config;

  /**
   * @param id the container's
   * @param config the engine's document about what it was created with
   */
  DockerProgramFlaws(DockerFiles files, ForeignFormats formats, String id, JsonNode config) {
    this.files = files;
    this.formats = formats;
    this.id = id;
    this.config = config;
  }

  /** That it is for other hosts than this. */
  Optional<String> foreign(DockerProgramName program) throws IOException {
    return find(program.name()).flatMap(file -> formats.flaw(file.head()));
  }

  /**
   * Why a program could not be run, for all that can be seen now; empty: nobody knows.
   *
   * @param refusal what the init said; empty: it said nothing
   */
  Optional<String> unrunnable(DockerProgramName program, Optional<String> refusal)
      throws IOException {
    Optional<ContainerFile> found = find(program.name());
    if (found.isEmpty()) {
      return program.byShell()
          ? Optional.empty()
          : Optional.of(
              "is not in the container: see how the image or the app version names it, and what"
                  + " CMD or ENTRYPOINT says");
    }
    Optional<String> flaw = flaw(found.get());
    return flaw.isPresent() ? flaw : refusal.map(DockerProgramFlaws::withoutCause);
  }

  /** What is there and looks right, and was refused all the same. */
  private static String withoutCause(String refusal) {
    return refusal.equals("Permission denied")
        ? "may not be run, though it is executable: it lies on a file system that is mounted"
            + " noexec ([[scratch]] has exec = true), or the app's user may not enter a directory"
            + " above it"
        : "could not be run: " + refusal;
  }

  private Optional<String> flaw(ContainerFile file) throws IOException {
    if (file.isDirectory()) {
      return Optional.of("is a directory: name the program in it");
    }
    if (!file.isExecutable()) {
      return Optional.of(
          "is not executable: chmod +x it before it is packaged, or let CMD name what runs it, as"
              + " [\"sh\", \"x.sh\"]");
    }
    if (file.bytes() == 0) {
      return Optional.of(EMPTY);
    }
    Optional<String> foreign = formats.flaw(file.head());
    return foreign.isPresent() ? foreign : whatRunsIt(file);
  }

  /** The interpreter of a script, the loader of a program that is linked dynamically. */
  private Optional<String> whatRunsIt(ContainerFile file) throws IOException {
    Optional<Shebang> script = Shebang.of(file.head());
    if (script.isPresent()) {
      return ofScript(script.get());
    }
    return loaderFlaw(file);
  }

  private Optional<String> loaderFlaw(ContainerFile file) throws IOException {
    Optional<String> loader = ElfHeader.of(file.head()).flatMap(ElfHeader::loader);
    return loader.isPresent() && find(loader.get()).isEmpty()
        ? Optional.of(
            "needs "
                + loader.get()
                + ", which is not in the image: it was built for another C library"
                + (loader.get().contains("musl") ? ", musl (Alpine's)" : "")
                + "; build it on the image's own system, or link it statically")
        : Optional.empty();
  }

  private Optional<String> ofScript(Shebang script) throws IOException {
    if (script.carriageReturn()) {
      return Optional.of(
          "has Windows line ends, so the interpreter in its first line is not found: save it with"
              + " Unix line ends (LF)");
    }
    String wanted = script.interpreter();
    Optional<ContainerFile> found = find(wanted);
    if (found.isPresent() && script.looked().isPresent()) {
      wanted = script.looked().get();
      found = find(wanted);
    }
    if (found.isEmpty()) {
      return Optional.of(
          "is a script for "
              + wanted
              + ", which is not in the image: install that in the Dockerfile, or mend the first"
              + " line");
    }
    ContainerFile interpreter = found.get();
    return loaderFlaw(interpreter)
        .map(flaw -> "is a script for " + interpreter.path() + ", which " + flaw);
  }

  private Optional<ContainerFile> find(String program) throws IOException {
    Optional<ContainerFile> best = Optional.empty();
    for (String place : DockerProgramName.places(program, config)) {
      Optional<ContainerFile> found = files.read(id, place);
      if (found.filter(ContainerFile::isExecutable).isPresent()) {
        return found;
      }
      best = best.isPresent() ? best : found;
    }
    return best;
  }
}
