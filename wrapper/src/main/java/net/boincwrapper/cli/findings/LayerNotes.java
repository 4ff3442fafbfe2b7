package net.boincwrapper.cli.findings;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ChangeKind;
import net.boincwrapper.engine.EngineException;

/**
 * What the wrapper tells the simulated client about each container that it removes, by way of a
 * file: only the wrapper knows the moment, and only then is the container's layer complete and
 * still there. On a volunteer's host nobody asks, and nothing of this is loaded.
 *
 * <p>A line of the file is {@code KIND BYTES PATH} or {@code more COUNT}; a backslash escapes.
 */
public final class LayerNotes {
  /**
   * The variable by which the simulated client names the file to the wrapper. {@code environment.c}
   * lets it through.
   */
  public static final String VARIABLE = "DOCKER_WRAPPER_CHANGES";

  private static final String MORE = "more";

  private LayerNotes() {}

  /** The same engine, which notes before each removal what the container has written. */
  public static Engine noting(Engine engine, Path file) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("remove")) {
                note(engine, (String) arguments[0], file);
              }
              return call(engine, method, arguments);
            });
  }

  private static Object call(Engine engine, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Whatever fails: the container is to be removed all the same. */
  private static void note(Engine engine, String id, Path file) {
    try {
      append(file, LayerSurvey.of(engine, id));
    } catch (EngineException | IOException e) {
      // The author is told less, and the task goes on.
    }
  }

  static void append(Path file, WrittenElsewhere written) throws IOException {
    StringBuilder text = new StringBuilder();
    for (WrittenFile one : written.files()) {
      text.append(one.kind()).append(' ').append(one.bytes()).append(' ');
      text.append(one.path().replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    }
    if (written.more() > 0) {
      text.append(MORE).append(' ').append(written.more()).append('\n');
    }
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What all containers of a run have written; nothing where there is no file. */
  public static WrittenElsewhere read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return WrittenElsewhere.NOTHING;
    }
    WrittenElsewhere all = WrittenElsewhere.NOTHING;
    for (String line : Files.readString(file).split("\n", -1)) {
      all = all.and(line(line.split(" ", 3)));
    }
    return all;
  }

  /** A line that was cut off, because the wrapper was killed, says nothing. */
  private static WrittenElsewhere line(String[] words) {
    try {
      if (words.length == 2 && words[0].equals(MORE)) {
        return new WrittenElsewhere(List.of(), Integer.parseInt(words[1]));
      }
      return words.length < 3
          ? WrittenElsewhere.NOTHING
          : new WrittenElsewhere(
              List.of(
                  new WrittenFile(
                      words[2].translateEscapes(),
                      ChangeKind.valueOf(words[0]),
                      Long.parseLong(words[1]))),
              0);
    } catch (IllegalArgumentException e) {
      return WrittenElsewhere.NOTHING;
    }
  }
}
