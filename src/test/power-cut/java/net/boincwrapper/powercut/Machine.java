package net.boincwrapper.powercut;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One life of a virtual machine, from switching it on until it is off.
 *
 * <p>It has one processor, emulated in software, so that it runs wherever QEMU does.
 */
final class Machine implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final VolatileDisk disk;
  private final DiskServer server;
  private final Process process;
  private final Path console;
  private final Thread voice;

  private Machine(
      VolatileDisk disk,
      DiskServer server,
      Process process,
      Path console,
      Consumer<String> listener) {
    this.disk = disk;
    this.server = server;
    this.process = process;
    this.console = console;
    this.voice = new Thread(() -> listen(listener), "the machine's voice");
    voice.setDaemon(true);
    voice.start();
  }

  /**
   * Switches it on.
   *
   * @param files its kernel
   * @param platter file of the disk that it boots from, and changes
   * @param payload the second disk: a tar archive with a program named {@code run}, which is run
   * @param listener is given each line that the machine says, in a thread of its own
   */
  static Machine switchOn(MachineFiles files, Path platter, Path payload, Consumer<String> listener)
      throws IOException {
    VolatileDisk disk = new VolatileDisk(platter);
    Path socket = platter.resolveSibling("disk.socket");
    Path console = platter.resolveSibling("console.log");
    DiskServer server = new DiskServer(disk, socket);
    try {
      ProcessBuilder builder = new ProcessBuilder(command(files, socket, payload, console));
      builder.redirectErrorStream(true);
      return new Machine(disk, server, builder.start(), console, listener);
    } catch (IOException e) {
      server.close();
      disk.close();
      throw new IOException("cannot start QEMU; bin/setup --power-cut installs it", e);
    }
  }

  private static List<String> command(MachineFiles files, Path socket, Path payload, Path console) {
    return List.of(
        "qemu-system-x86_64",
        "-nodefaults",
        "-no-reboot",
        "-display",
        "none",
        "-machine",
        "q35",
        "-accel",
        "tcg",
        "-smp",
        "1",
        "-m",
        "1536",
        "-kernel",
        files.kernel().toString(),
        "-initrd",
        files.initrd().toString(),
        "-append",
        "console=ttyS0 quiet panic=-1",
        "-blockdev",
        "driver=nbd,node-name=disk,server.type=unix,server.path=" + socket,
        "-device",
        "virtio-blk-pci,drive=disk",
        "-blockdev",
        "driver=file,node-name=payload,read-only=on,filename=" + payload,
        "-device",
        "virtio-blk-pci,drive=payload",
        "-serial",
        "file:" + console,
        "-serial",
        "stdio");
  }

  private void listen(Consumer<String> listener) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        listener.accept(line);
      }
    } catch (IOException e) {
      // It was killed in the middle of a line.
    }
  }

  /** Whether it has not been switched off. */
  boolean isOn() {
    return process.isAlive();
  }

  /** How often it has written to its disk in this life. */
  long writes() {
    return disk.writes();
  }

  /** Takes the power from the disk, and from the rest at once. Every line was heard after this. */
  VolatileDisk.Cut cutPower(Random chance) throws IOException {
    VolatileDisk.Cut cut = disk.cutPower(chance);
    process.destroyForcibly();
    awaitOff(END_LIMIT);
    return cut;
  }

  /** Waits until it has switched itself off. Every line was heard after this. */
  void awaitOff(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the machine is still on after " + limit.toSeconds() + " s");
      }
      voice.join(END_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What its kernel said in this life. */
  String console() {
    try {
      return Files.readString(console, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    awaitOff(END_LIMIT);
    server.close();
    disk.close();
  }
}
