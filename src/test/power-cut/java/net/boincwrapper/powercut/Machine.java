package net.boincwrapper.powercut;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.boincwrapper.powercut.VolatileDisk.Cut;

/**
 * One life of a virtual machine, from switching it on until it is off.
 *
 * <p>It has one processor, emulated in software, so that it runs wherever QEMU does.
 */
final class Machine implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final List<DiskServer> disks;
  private final Process process;
  private final Path console;
  private final Thread voice;

  private Machine(
      List<DiskServer> disks, Process process, Path console, Consumer<String> listener) {
    this.disks = disks;
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
   * @param payload the disk {@code vdb}: a tar archive with a program named {@code run}
   * @param platters files of the disks {@code vda}, with the system, {@code vdc} and so on
   * @param listener is given each whole line that the machine says, in a thread of its own
   */
  static Machine switchOn(
      MachineFiles files, Path payload, List<Path> platters, Consumer<String> listener)
      throws IOException {
    Path console = platters.get(0).resolveSibling("console.log");
    List<DiskServer> disks = new ArrayList<>();
    try {
      for (Path platter : platters) {
        Path socket = platter.resolveSibling(platter.getFileName() + ".socket");
        disks.add(new DiskServer(new VolatileDisk(platter), socket));
      }
      ProcessBuilder builder = new ProcessBuilder(command(files, payload, disks, console));
      builder.redirectErrorStream(true);
      return new Machine(disks, builder.start(), console, listener);
    } catch (IOException e) {
      for (DiskServer disk : disks) {
        disk.close();
      }
      throw new IOException("cannot start QEMU; bin/setup --power-cut installs it", e);
    }
  }

  private static List<String> command(
      MachineFiles files, Path payload, List<DiskServer> disks, Path console) {
    List<String> command = new ArrayList<>(List.of("qemu-system-x86_64", "-nodefaults"));
    command.addAll(List.of("-no-reboot", "-display", "none", "-machine", "q35"));
    command.addAll(List.of("-accel", "tcg", "-smp", "1", "-m", "1536"));
    command.addAll(List.of("-kernel", files.kernel().toString()));
    command.addAll(List.of("-initrd", files.initrd().toString()));
    command.addAll(List.of("-append", "console=ttyS0 quiet panic=-1"));
    List<String> backends = new ArrayList<>();
    disks.forEach(disk -> backends.add("driver=nbd,server.type=unix,server.path=" + disk.socket()));
    backends.add(1, "driver=file,read-only=on,filename=" + payload);
    for (int number = 0; number < backends.size(); number++) {
      String name = "disk" + number;
      command.addAll(List.of("-blockdev", backends.get(number) + ",node-name=" + name));
      command.addAll(List.of("-device", "virtio-blk-pci,drive=" + name));
    }
    command.addAll(List.of("-serial", "file:" + console, "-serial", "stdio"));
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
  boolean isOn() {
    return process.isAlive();
  }

  /** How often it has written to its disks in this life. */
  long writes() {
    return disks.stream().mapToLong(disk -> disk.disk().writes()).sum();
  }

  /**
   * Takes the power from the disks, and from the rest at once. Every line was heard after this.
   *
   * @return what it did to all disks together
   */
  Cut cutPower(Random chance) throws IOException {
    Cut cut = new Cut(0, 0, 0);
    for (DiskServer disk : disks) {
      cut = cut.plus(disk.disk().cutPower(chance));
    }
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
    for (DiskServer disk : disks) {
      disk.close();
    }
  }
}
