package net.boincwrapper.cli.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.program.ElfFile;
import net.boincwrapper.engine.program.LibraryVersion;
import net.boincwrapper.engine.program.X86Level;

/**
 * What a compiled program or library of the job asks of host and image.
 *
 * @param name relative to the job's directory
 */
public record ProgramFacts(String name, ElfFile elf) {
  private static final List<String> PREFIXES = List.of("GLIBC_", "GLIBCXX_");

  /** As {@code uname -m} prints it. */
  public String architecture() {
    boolean x32 = elf.isX8664() && !elf.wide();
    return elf.architecture() + (x32 ? " (x32)" : "");
  }

  /** The level that a note names; empty: the baseline, or no note. */
  public Optional<String> level() {
    return X86Level.of(elf.isaNeeded()).map(X86Level::toString);
  }

  /** Whether it could say which x86-64 level it needs, and does not, as most. */
  public boolean isSilentAboutLevel() {
    return elf.isX8664() && elf.isaNeeded().isEmpty();
  }

  /** Whether it can only be loaded by a program. */
  public boolean isLibrary() {
    return elf.isLibrary();
  }

  /** Empty: linked statically, or a library. */
  public Optional<String> loader() {
    return elf.loader();
  }

  /** Names of the libraries that the image must have. */
  public List<String> libraries() {
    return elf.libraries();
  }

  /** The highest of each kind, such as {@code GLIBC_2.34}. */
  public List<String> versions() {
    return PREFIXES.stream()
        .flatMap(prefix -> elf.highest(prefix).stream())
        .map(LibraryVersion::toString)
        .toList();
  }

  /** All of it as one line for people. */
  public String line() {
    List<String> parts = new ArrayList<>();
    parts.add(level().orElse(architecture()) + (elf.isLibrary() ? " library" : ""));
    List<String> needs = new ArrayList<>();
    elf.loader().ifPresent(needs::add);
    needs.addAll(elf.libraries());
    needs.addAll(versions());
    String nothing = elf.isLibrary() ? "needs nothing" : "linked statically";
    parts.add(needs.isEmpty() ? nothing : "needs " + String.join(", ", needs));
    return name + ": " + String.join(", ", parts);
  }
}
