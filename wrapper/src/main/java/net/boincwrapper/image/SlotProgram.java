package net.boincwrapper.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Spelling;
import net.boincwrapper.plan.ContainerPath;

/**
 * Looks for the file of the slot that a command starts: the program, or what an interpreter is to
 * run. Whether it can be run, is not for here. Of the image, nothing is known but that the slot
 * hides it below {@code workdir}.
 *
 * @param slot where the slot is mounted
 * @param start the directory in which the app starts
 * @param directory the files themselves
 */
record SlotProgram(ContainerPath slot, ContainerPath start, Path directory, SlotFiles given) {
  private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash", "ksh", "zsh");
  private static final Pattern PYTHON = Pattern.compile("python[0-9.]*|pypy[0-9.]*");
  private static final Set<String> OTHERS =
      Set.of("perl", "ruby", "Rscript", "julia", "php", "lua", "octave");

  /** Options without a value of their own; with any other, nothing can be told. */
  private static final Pattern SHELL_FLAGS = Pattern.compile("-[eux]+");

  private static final Pattern PYTHON_FLAGS = Pattern.compile("-[bBdEIOqsSuvx]+");

  private static final int HEAD_BYTES = 256;

  private static final String NEVER_EXECUTABLE =
      " is an input of the workunit, and the client makes only files of the app version executable;"
          + " write an interpreter before it, such as \"sh\"";

  private static final String WINDOWS =
      " has Windows line ends, and a shell takes each carriage return for a part of the last word;"
          + " save it with Unix line ends";

  /**
   * What is wrong.
   *
   * @param word of the command
   */
  record Wrong(String word, String message) {}

  static SlotProgram of(Wish wish, SlotFiles given) {
    Job job = wish.job();
    return new SlotProgram(
        ContainerPath.of(job.workdir()),
        ContainerPath.of(job.createOptions().workingDirectory().orElse(job.workdir())),
        wish.slot().directory(),
        given);
  }

  /** Empty where nothing is wrong, or nothing can be told. */
  Optional<Wrong> check(List<String> words) throws IOException {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String program = words.get(0);
    if (program.indexOf('/') >= 0 && inSlot(program).isPresent()) {
      return file(program, true, false);
    }
    String name = program.substring(program.lastIndexOf('/') + 1);
    List<String> arguments = words.subList(1, words.size());
    if (SHELLS.contains(name) && arguments.size() > 1 && arguments.get(0).matches("-[eux]*c")) {
      ShellLine line = ShellLine.of(arguments.get(1));
      return line.isOneCommand() ? check(line.words()) : Optional.empty();
    }
    if (SHELLS.contains(name)) {
      return script(without(SHELL_FLAGS, arguments), true);
    }
    if (PYTHON.matcher(name).matches()) {
      return script(without(PYTHON_FLAGS, arguments), false);
    }
    return OTHERS.contains(name) ? script(arguments, false) : Optional.empty();
  }

  private static List<String> without(Pattern flags, List<String> arguments) {
    return arguments.stream().dropWhile(word -> flags.matcher(word).matches()).toList();
  }

  private Optional<Wrong> script(List<String> arguments, boolean shell) throws IOException {
    boolean named =
        !arguments.isEmpty()
            && !arguments.get(0).startsWith("-")
            && inSlot(arguments.get(0)).isPresent();
    return named ? file(arguments.get(0), false, shell) : Optional.empty();
  }

  /** A path below the slot's mount, relative to it; empty for other paths, and for variables. */
  private Optional<String> inSlot(String word) {
    if (word.matches(".*[$*?\\[{`].*")) {
      return Optional.empty();
    }
    ContainerPath path = word.startsWith("/") ? ContainerPath.of(word) : start.resolve(word);
    return slot.contains(path) && !slot.equals(path)
        ? Optional.of(path.text().substring(slot.text().length() + 1))
        : Optional.empty();
  }

  private Optional<Wrong> file(String word, boolean program, boolean shell) throws IOException {
    String name = inSlot(word).orElseThrow();
    if (!given.has(name)) {
      return !program && given.hasDirectory(name)
          ? Optional.empty()
          : Optional.of(new Wrong(word, missing(word, name)));
    }
    if (program) {
      return given.inputs().contains(name)
          ? Optional.of(new Wrong(word, word + NEVER_EXECUTABLE))
          : Optional.empty();
    }
    return shell
        ? lineEnds(directory.resolve(name)).map(why -> new Wrong(word, word + why))
        : Optional.empty();
  }

  private String missing(String word, String name) {
    return "names "
        + word
        + ", but the slot is mounted over "
        + slot
        + ", and no file "
        + name
        + " is among the job's files"
        + Spelling.nearest(name, given.sorted())
            .map(near -> "; did you mean " + near + "?")
            .orElse(
                "; put it there, or install it elsewhere in the image, such as in /usr/local/bin");
  }

  private static Optional<String> lineEnds(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
      return head.contains("\r\n") ? Optional.of(WINDOWS) : Optional.empty();
    }
  }
}
