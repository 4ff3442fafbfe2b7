package net.boincwrapper.cli.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.program.ElfFile;

/**
 * A file of the job that can be run, or looks like it.
 *
 * @param name relative to the job's directory
 * @param started whether CMD or ENTRYPOINT names it
 * @param executable whether anybody may execute it
 * @param head its first bytes
 * @param elf what it says, if it is an ELF file
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
record JobProgram(
    Path name, boolean started, boolean executable, byte[] head, Optional<ElfFile> elf) {
  private static final int HEAD = 512;
  private static final Set<PosixFilePermission> EXECUTE =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  static JobProgram read(Path directory, Path name, boolean started) throws IOException {
    Path file = directory.resolve(name);
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    return new JobProgram(name, started, isExecutable(file), head, ElfFile.read(file));
  }

  private static boolean isExecutable(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null || !Collections.disjoint(view.readAttributes().permissions(), EXECUTE);
  }

  boolean beginsWith(String magic) {
    boolean same = head.length >= magic.length();
    for (int i = 0; same && i < magic.length(); i++) {
      same = head[i] == magic.charAt(i);
    }
    return same;
  }

  /** A name may contain line breaks. */
  String shown() {
    return name.toString().replaceAll("\\p{Cc}", "?");
  }
}
