package net.boincwrapper.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One life of a virtual machine, from switching it on until it is off.
 *
 * <p>Its processors are emulated in software, so that it runs wherever QEMU does.
 */
public final class VirtualMachine implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path console;
  private final Thread voice;

  /**
   * What a machine consists of.
   *
   * @param console is written: what its kernel says on the first serial line
   * @param processors how many
   * @param megabytes of memory
   * @param kernelArguments more of the kernel's command line
   * @param drives the disks {@code vda}, {@code vdb} and so on: each the value of QEMU's {@code
   *     -blockdev}, without a node's name
   */
  public record Parts(
      Path kernel,
      Path initrd,
      Path console,
      int processors,
      int megabytes,
      String kernelArguments,
      List<String> drives) {}

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
   * @param options more of QEMU's
   * @param listener is given each whole line that the machine says on its second serial line, in a
   *     thread of its own
   * @throws IOException if QEMU cannot be started
   */
  public static VirtualMachine switchOn(
      Parts parts, List<String> options, Consumer<String> listener) throws IOException {
    List<String> command = command(parts);
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new VirtualMachine(process, parts.console(), listener);
  }

  private static List<String> command(Parts parts) {
    List<String> command = new ArrayList<>(List.of("qemu-system-x86_64", "-nodefaults"));
    command.addAll(List.of("-no-reboot", "-display", "none", "-machine", "q35", "-accel", "tcg"));
    command.addAll(List.of("-smp", Integer.toString(parts.processors())));
    command.addAll(List.of("-m", Integer.toString(parts.megabytes())));
    command.addAll(List.of("-kernel", parts.kernel().toString()));
    command.addAll(List.of("-initrd", parts.initrd().toString()));
    String arguments = "console=ttyS0 quiet panic=-1 " + parts.kernelArguments();
    command.addAll(List.of("-append", arguments.strip()));
    for (int number = 0; number < parts.drives().size(); number++) {
      String name = "disk" + number;
      command.addAll(List.of("-blockdev", parts.drives().get(number) + ",node-name=" + name));
      command.addAll(List.of("-device", "virtio-blk-pci,drive=" + name));
    }
    command.addAll(List.of("-serial", "file:" + parts.console(), "-serial", "stdio"));
    return command;
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
