package net.boincwrapper.engine.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a whole ELF file asks of the system that runs it: what {@code readelf -hldnV} prints, read
 * by way of the program headers, as the kernel and the loader do. See elf(5), and the Linux
 * Extensions to gABI for the notes.
 *
 * @param wide ELFCLASS64
 * @param bigEndian ELFDATA2MSB
 * @param type {@code e_type}
 * @param machine {@code e_machine}
 * @param loader PT_INTERP; empty: linked statically, or a library
 * @param pie whether DF_1_PIE says that it is a program, though its type is that of a library
 * @param libraries DT_NEEDED, in order
 * @param searchPaths DT_RUNPATH or DT_RPATH, as written; {@code $ORIGIN} is the file's directory
 * @param versions names that the libraries must define ({@code GLIBC_2.34}), by library
 * @param isaNeeded bits of GNU_PROPERTY_X86_ISA_1_NEEDED; empty: the file has no such note, as most
 *     have none
 */
public record ElfFile(
    boolean wide,
    boolean bigEndian,
    int type,
    int machine,
    Optional<String> loader,
    boolean pie,
    List<String> libraries,
    List<String> searchPaths,
    Map<String, List<String>> versions,
    OptionalInt isaNeeded) {
  private static final int ET_EXEC = 2;
  private static final int ET_DYN = 3;
  private static final int EM_X86_64 = 62;

  public ElfFile {
    libraries = List.copyOf(libraries);
    searchPaths = List.copyOf(searchPaths);
    versions = Map.copyOf(versions);
  }

  /**
   * Reads a file that may contain any nonsense: what does not fit is left out.
   *
   * @return empty if it is no ELF file
   * @throws IOException if it cannot be read
   */
  public static Optional<ElfFile> read(Path file) throws IOException {
    return ElfReader.read(file);
  }

  /** Whether it can be started: no library, no object file, no core. */
  public boolean isProgram() {
    return type == ET_EXEC || (type == ET_DYN && (loader.isPresent() || pie));
  }

  /** Whether it can be loaded by a program, and is none itself. */
  public boolean isLibrary() {
    return type == ET_DYN && !isProgram();
  }

  public boolean isX8664() {
    return machine == EM_X86_64;
  }

  /** The name that {@code uname -m} would print on a host for it. */
  public String architecture() {
    return Machines.name(machine);
  }

  /** The highest version with a prefix, such as {@code GLIBC_}, that any library must define. */
  public Optional<LibraryVersion> highest(String prefix) {
    return versions.values().stream()
        .flatMap(List::stream)
        .flatMap(name -> LibraryVersion.parse(name, prefix).stream())
        .max(LibraryVersion::compareTo);
  }
}
