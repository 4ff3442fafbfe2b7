package net.boincwrapper.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One life of a virtual machine, from switching it on until it is off. */
public final class VirtualMachine implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path console;
  private final Thread voice;

  private VirtualMachine(Process process, Path console, Consumer<String> listener) {
    this.process = process;
    this.console = console;
    this.voice = new Thread(() -> listen(listener), "the machine's voice");
    voice.setDaemon(true);
    voice.start();
  }

  /**
   * Switches it on.
   *
   * @param listener is given each whole line that the machine says on its second serial line, in a
   *     thread of its own
   * @throws IOException if the program that plays it cannot be started
   */
  public static VirtualMachine switchOn(Hardware hardware, Consumer<String> listener)
      throws IOException {
    return new VirtualMachine(hardware.process().start(), hardware.console(), listener);
  }

  private void listen(Consumer<String> listener) {
    try (InputStream said = process.getInputStream()) {
      WholeLines.read(said, listener);
    } catch (IOException e) {
      // It was killed in the middle of a line.
    }
  }

  /** Whether it has not been switched off. */
  public boolean isOn() {
    return process.isAlive();
  }

  /** Waits until it has switched itself off. Every line was heard after this. */
  public void awaitOff(Duration limit) {
    if (!isOffWithin(limit)) {
      throw new AssertionError("the machine is still on after " + limit.toSeconds() + " s");
    }
  }

  /** As {@link #awaitOff}, but says whether it is. */
  public boolean isOffWithin(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      voice.join(END_LIMIT.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What its kernel said in this life. */
  public String console() {
    try {
      return Files.readString(console, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes its power. Every line was heard after this. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitOff(END_LIMIT);
  }
}
