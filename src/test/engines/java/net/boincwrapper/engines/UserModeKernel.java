package net.boincwrapper.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.harness.Shell;

/**
 * Linux for user mode, made once by {@code src/test/engines/user-mode/make-kernel}.
 *
 * @param program the kernel
 * @param modules directory of its modules, named by its version
 */
record UserModeKernel(Path program, Path modules) {
  private static final Path MAKE_KERNEL =
      Path.of(System.getProperty("docker-wrapper.home", ""))
          .toAbsolutePath()
          .resolve("src/test/engines/user-mode/make-kernel");

  /** Finds it, or makes it; empty, with the reason told, where that fails. */
  static Optional<UserModeKernel> prepare() throws IOException {
    Path directory = Cache.place("user-mode", List.of(MAKE_KERNEL));
    Path program = directory.resolve("linux");
    if (!Files.exists(program)) {
      System.out.println("engines: making " + program);
      Files.createDirectories(directory);
      Shell.Result result = Shell.run(MAKE_KERNEL.toString(), directory.toString());
      if (result.status() != 0) {
        System.out.println("engines: QEMU has to emulate the processor: " + result.output());
        return Optional.empty();
      }
    }
    try (Stream<Path> versions = Files.list(directory.resolve("modules"))) {
      return versions.findFirst().map(modules -> new UserModeKernel(program, modules));
    }
  }

  /**
   * What the machine does first: it takes its modules from this host's files, and loads those whose
   * devices systemd makes at boot.
   */
  String mountModules() {
    return """
        mkdir /run/host
        mount -t hostfs none /run/host
        ln -s /run/host%s /usr/lib/modules
        modprobe --all fuse tun loop
        chmod 666 /dev/fuse /dev/net/tun
        """
        .formatted(modules);
  }
}
