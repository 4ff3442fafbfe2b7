package net.boincwrapper.cli.circuit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import net.boincwrapper.cli.circuit.syntax.Faults;
import net.boincwrapper.cli.circuit.syntax.Opening;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.StatementSource;
import net.boincwrapper.job.Spelling;
import org.jspecify.annotations.Nullable;

/** Follows a file and those that it includes, and counts. */
final class CircuitReader implements Includes {
  private static final int DEEPEST = 32;

  private final Path directory;
  private final Faults faults = new Faults();
  private final Walk walk;
  private final Walker walker;
  private final Verdicts verdicts;
  private final Tally tally;
  private final Deque<Path> open = new ArrayDeque<>();
  private boolean begun;

  /**
   * For one file.
   *
   * @param directory the job's
   */
  CircuitReader(Path directory, Circuit.Dialect dialect) {
    this.directory = directory;
    walk = new Walk(dialect, faults);
    walker = new Walker(walk, this);
    verdicts = new Verdicts(new CliffordCheck(walker.definitions()));
    tally = new Tally(verdicts);
    walk.effects = tally;
    GateTable.declare(walk.scope, dialect);
  }

  /** Reads the file that the author means by the circuit. */
  CircuitFile.Reading read(Path file, InputStream in, Supplier<String> sha256) {
    open.push(file);
    read(in, file.toString());
    return new Outcome(file.toString(), sha256.get(), walk, verdicts, tally).reading();
  }

  private void read(InputStream in, String file) {
    if (isUtf16(in)) {
      faults.add(new Place(file, 1, 1), "this file is UTF-16; save it as UTF-8");
    } else {
      run(new StatementSource(in, file, walk.isQasm2(), faults));
    }
  }

  private void run(StatementSource source) {
    Place place = source.place();
    try {
      for (; ; ) {
        place = source.place();
        StatementSource.@Nullable Parsed parsed = source.next();
        if (parsed == null) {
          return;
        }
        @Nullable Statement statement = parsed.statement();
        if (statement == null) {
          parsed.names().forEach(this::mistrust);
        } else {
          run(statement);
        }
        begun |= open.size() == 1;
      }
    } catch (StackOverflowError e) {
      faults.add(place, "this statement is nested too deeply to be read; divide it");
    }
  }

  /** What a broken statement names, it may have declared. */
  private void mistrust(String name) {
    if (walk.scope.global().own(name) == null && Functions.arguments(name) == null) {
      walk.scope.global().put(name, new Symbol.Broken());
    }
  }

  private void run(Statement statement) {
    walk.steps.allow();
    if (walk.steps.isExhausted() && !declares(statement)) {
      return;
    }
    try {
      walker.run(statement);
    } catch (Steps.TooMany e) {
      walk.reset();
      tally.unknown(statement.place(), Steps.REASON);
    } catch (ArithmeticException e) {
      walk.reset();
      tally.unknown(statement.place(), "the counts have more than 63 bits");
    }
  }

  private static boolean declares(Statement statement) {
    return statement instanceof Statement.Qubits || statement instanceof Statement.Include;
  }

  @Override
  public void version(Statement.Version version) {
    if (begun && open.size() == 1) {
      faults.add(version.place(), "the version is the first statement of a file");
    }
    if (!version.text().matches("2(\\.0)?|3(\\.[01])?")) {
      faults.add(
          version.place(), "OpenQASM " + version.text() + " is not known; 2.0, 3.0 and 3.1 are");
    }
  }

  @Override
  public void read(Statement.Include include) {
    if (include.path().equals(Libraries.of(walk.dialect))) {
      readLibrary(include.path());
    } else if (!readOwn(include)) {
      walk.lacksFile = true;
    }
  }

  private boolean readOwn(Statement.Include include) {
    try {
      Path file = file(include.path());
      if (include.path().isBlank()) {
        faults.add(include.place(), "this is no name of a file");
      } else if (isAllowed(include, file)) {
        readFile(include, file);
        return true;
      }
    } catch (InvalidPathException e) {
      faults.add(include.place(), "this is no name of a file");
    }
    return false;
  }

  /** Relative to the job's directory, as the first file is. */
  private Path file(String path) {
    return open.element().resolveSibling(path).normalize();
  }

  private void readLibrary(String path) {
    boolean before = walk.inLibrary;
    walk.inLibrary = true;
    open.push(Path.of(path));
    try (InputStream in = new BufferedInputStream(Libraries.open(path))) {
      read(in, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.pop();
      walk.inLibrary = before;
    }
  }

  private boolean isAllowed(Statement.Include include, Path file) {
    Place place = include.place();
    if (file.isAbsolute() || file.startsWith("..") || !isBelow(file)) {
      faults.add(
          place, include.path() + " is outside of the job's directory; put it beside the circuit");
    } else if (!Files.isRegularFile(directory.resolve(file))) {
      faults.add(place, absent(include.path()));
    } else if (open.contains(file)) {
      faults.add(place, include.path() + " includes itself");
    } else if (open.size() > DEEPEST) {
      faults.add(place, "more than " + DEEPEST + " files include each other");
    } else {
      return true;
    }
    return false;
  }

  private String absent(String path) {
    String own = Libraries.of(walk.dialect);
    if (Libraries.isOfAnother(path, walk.dialect)) {
      String version = walk.isQasm2() ? "2" : "3";
      return path + " is of another version; OpenQASM " + version + " includes \"" + own + "\"";
    }
    String hint = Spelling.hint(path, List.of(own));
    return "there is no file "
        + path
        + (hint.isEmpty() ? "; put it beside the circuit" : hint + " It is built in.");
  }

  /** Links followed. */
  private boolean isBelow(Path file) {
    try {
      Path real = directory.resolve(file).toRealPath();
      return real.startsWith(directory.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  private void readFile(Statement.Include include, Path file) {
    open.push(file);
    try (InputStream in = Opening.withoutMark(Files.newInputStream(directory.resolve(file)))) {
      read(in, file.toString());
    } catch (IOException | UncheckedIOException e) {
      faults.add(include.place(), include.path() + " cannot be read; make it readable");
    } finally {
      open.pop();
    }
  }

  /** By its mark: shells of Windows write their output so. */
  private static boolean isUtf16(InputStream in) {
    try {
      in.mark(2);
      int mark = in.read() << 8 | in.read();
      in.reset();
      return mark == 0xFFFE || mark == 0xFEFF;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
