package net.boincwrapper.powercut;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.boincwrapper.powercut.VolatileDisk.Cut;
import net.boincwrapper.virtual.Emulated;
import net.boincwrapper.virtual.VirtualMachine;

/** One life of a virtual machine whose disks lose what they may lose when its power is cut. */
final class Machine implements AutoCloseable {
  private static final int MEGABYTES = 1536;

  private final List<DiskServer> disks;
  private final VirtualMachine machine;

  private Machine(List<DiskServer> disks, VirtualMachine machine) {
    this.disks = disks;
    this.machine = machine;
  }

  /**
   * Switches it on. It has one processor.
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
      Emulated hardware =
          new Emulated(
              files.kernel(), files.initrd(), console, 1, MEGABYTES, "", drives(payload, disks));
      return new Machine(disks, VirtualMachine.switchOn(hardware, listener));
    } catch (IOException e) {
      for (DiskServer disk : disks) {
        disk.close();
      }
      throw new IOException("cannot start QEMU; bin/setup --power-cut installs it", e);
    }
  }

  private static List<String> drives(Path payload, List<DiskServer> disks) {
    List<String> drives = new ArrayList<>();
    disks.forEach(disk -> drives.add("driver=nbd,server.type=unix,server.path=" + disk.socket()));
    drives.add(1, "driver=file,read-only=on,filename=" + payload);
    return drives;
  }

  /** Whether it has not been switched off. */
  boolean isOn() {
    return machine.isOn();
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
    machine.close();
    return cut;
  }

  /** Waits until it has switched itself off. Every line was heard after this. */
  void awaitOff(Duration limit) {
    machine.awaitOff(limit);
  }

  /** What its kernel said in this life. */
  String console() {
    return machine.console();
  }

  @Override
  public void close() throws IOException {
    machine.close();
    for (DiskServer disk : disks) {
      disk.close();
    }
  }
}
