package net.boincwrapper.engine.program;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Recognises programs that this host's kernel cannot run. The C library passes what the kernel
 * refuses to a shell, so such a program ends like a script full of errors.
 */
public final class ForeignFormats {
  private static final Path HANDLERS = Path.of("/proc/sys/fs/binfmt_misc");
  private static final int NEWEST_FAT_MACH_O = 30;

  private final String architecture;
  private final Path handlers;

  public ForeignFormats() {
    this(System.getProperty("os.arch", ""), HANDLERS);
  }

  /**
   * @param architecture Java's name for the host's architecture
   * @param handlers where the kernel lists what else it has been configured to run
   */
  ForeignFormats(String architecture, Path handlers) {
    this.architecture = architecture;
    this.handlers = handlers;
  }

  /**
   * What a program is, as the continuation of "its program x", and what to do; empty: it may well
   * run.
   */
  public Optional<String> flaw(byte[] head) {
    Optional<String> flaw = recognise(head);
    return flaw.isPresent() && !isTaught(head) ? flaw : Optional.empty();
  }

  /** The same for a host that is configured to run nothing else, as most hosts are. */
  public Optional<String> withoutEmulators(byte[] head) {
    return recognise(head);
  }

  private Optional<String> recognise(byte[] head) {
    Optional<ElfHeader> elf = ElfHeader.of(head);
    if (elf.isPresent()) {
      int machine = elf.get().machine();
      String host = Machines.host(architecture);
      return Machines.runs(architecture, machine)
          ? Optional.empty()
          : Optional.of(
              "is built for "
                  + Machines.name(machine)
                  + ", and this host is "
                  + host
                  + ": build it for "
                  + host);
    }
    if (begins(head, "4d5a")) {
      return Optional.of("is a program for Windows: build it for Linux");
    }
    if (begins(head, "cffaedfe") || begins(head, "cefaedfe") || isFatMachO(head)) {
      return Optional.of("is a program for macOS: build it for Linux");
    }
    boolean packed = begins(head, "504b0304") || begins(head, "1f8b") || begins(head, "fd377a58");
    return packed
        ? Optional.of("is an archive: unpack it, and name the program in it")
        : Optional.empty();
  }

  /** A Java class file begins the same way, but continues with a version above this. */
  private static boolean isFatMachO(byte[] head) {
    return begins(head, "cafebabe000000") && head.length > 7 && head[7] <= NEWEST_FAT_MACH_O;
  }

  private static boolean begins(byte[] head, String hex) {
    byte[] magic = HexFormat.of().parseHex(hex);
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  /** Whether the host has an emulator for it; {@code Documentation/admin-guide/binfmt-misc.rst}. */
  private boolean isTaught(byte[] head) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(handlers)) {
      for (Path handler : all) {
        if (matches(Files.readString(handler), head)) {
          return true;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // Not mounted, not readable, or in an unknown format: then there are no emulators.
      return false;
    }
    return false;
  }

  private static boolean matches(String handler, byte[] head) {
    String magic = field(handler, "magic");
    if (!handler.startsWith("enabled") || magic.isEmpty()) {
      return false;
    }
    byte[] wanted = HexFormat.of().parseHex(magic);
    byte[] mask = HexFormat.of().parseHex(field(handler, "mask"));
    int offset = Integer.parseInt(field(handler, "offset"));
    boolean same = offset >= 0 && offset + wanted.length <= head.length;
    for (int i = 0; same && i < wanted.length; i++) {
      int bits = i < mask.length ? mask[i] : 0xff;
      same = (head[offset + i] & bits) == (wanted[i] & bits);
    }
    return same;
  }

  private static String field(String handler, String name) {
    return handler
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
