package net.boincwrapper.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine whose processors QEMU emulates in software, so that it runs wherever QEMU does.
 *
 * @param processors how many
 * @param megabytes of memory
 * @param kernelArguments more of the kernel's command line
 * @param drives the disks {@code vda}, {@code vdb} and so on: each the value of QEMU's {@code
 *     -blockdev}, without a node's name
 */
public record Emulated(
    Path kernel,
    Path initrd,
    Path console,
    int processors,
    int megabytes,
    String kernelArguments,
    List<String> drives)
    implements Hardware {
  @Override
  public ProcessBuilder process() {
    return new ProcessBuilder(command()).redirectErrorStream(true);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of("qemu-system-x86_64", "-nodefaults"));
    command.addAll(List.of("-no-reboot", "-display", "none", "-machine", "q35", "-accel", "tcg"));
    command.addAll(List.of("-smp", Integer.toString(processors)));
    command.addAll(List.of("-m", Integer.toString(megabytes)));
    command.addAll(List.of("-kernel", kernel.toString()));
    command.addAll(List.of("-initrd", initrd.toString()));
    String arguments = "console=ttyS0 quiet panic=-1 " + kernelArguments;
    command.addAll(List.of("-append", arguments.strip()));
    for (int number = 0; number < drives.size(); number++) {
      String name = "disk" + number;
      command.addAll(List.of("-blockdev", drives.get(number) + ",node-name=" + name));
      command.addAll(List.of("-device", "virtio-blk-pci,drive=" + name));
    }
    command.addAll(List.of("-serial", "file:" + console, "-serial", "stdio"));
    return command;
  }
}
