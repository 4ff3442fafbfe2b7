package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;

/** What an app has written, into its slot or to its output: a text that changes if it writes. */
record AppTraces(Engine engine, ScratchTree tree, DeclaredFiles files) implements Supplier<String> {
  private static final int LOG_BYTES = 4096;

  @Override
  public String get() {
    StringBuilder text = new StringBuilder();
    try {
      for (Path name : files.made(tree)) {
        Path file = tree.slot().directory().resolve(name);
        text.append(name).append(Files.size(file)).append(Files.getLastModifiedTime(file));
      }
    } catch (IOException | UncheckedIOException e) {
      text.append(System.nanoTime()); // Files vanish only while somebody works with them.
    }
    return text.append(output()).toString();
  }

  private String output() {
    try {
      Map<String, String> ours =
          Map.of(ContainerPlan.LABEL_SLOT, tree.slot().directory().toString());
      StringBuilder text = new StringBuilder();
      for (ContainerInfo container : engine.list(ours)) {
        text.append(Arrays.hashCode(engine.logTail(container.id(), LOG_BYTES)));
      }
      return text.toString();
    } catch (EngineException e) {
      return ""; // Then its files must tell.
    }
  }
}
