package net.boincwrapper.cli.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.boincwrapper.cli.program.BaseSystem.Library;
import net.boincwrapper.engine.program.ElfFile;
import net.boincwrapper.engine.program.LibraryVersion;
import net.boincwrapper.engine.program.X86Level;
import net.boincwrapper.image.ImageRecipe;

/** Compares what a compiled program asks for with what the image's base is known to have. */
final class ElfChecks {
  private static final String GLIBC = "GLIBC_";
  private static final String GLIBCXX = "GLIBCXX_";

  /** What a step names that brings glibc's loader, or one that stands for it, to Alpine. */
  private static final Set<String> GLIBC_ON_MUSL =
      Set.of("gcompat", "libc6-compat", "glibc", "ld-linux", "lib64");

  private final ElfFile elf;
  private final ImageRecipe recipe;
  private final Optional<BaseSystem> base;
  private final List<String> failures = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ElfChecks(ElfFile elf, ImageRecipe recipe) {
    this.elf = elf;
    this.recipe = recipe;
    this.base = recipe.base().flatMap(BaseSystem::of);
  }

  /**
   * What is wrong, each as the continuation of the program's name, and what to do.
   *
   * @param files names of all files of the job: a library may be among them
   */
  static ElfChecks of(ElfFile elf, ImageRecipe recipe, Set<String> files) {
    ElfChecks checks = new ElfChecks(elf, recipe);
    checks.base.ifPresent(checks::loader);
    if (checks.failures.isEmpty()) {
      checks.foreignLoader();
      checks.base.ifPresent(it -> checks.versions(it, files));
      checks.base.ifPresent(it -> checks.libraries(it, files));
    }
    checks.level();
    return checks;
  }

  /** It cannot start, wherever it runs. */
  List<String> failures() {
    return failures;
  }

  /** It starts on some hosts, or perhaps. */
  List<String> warnings() {
    return warnings;
  }

  private void loader(BaseSystem system) {
    String loader = elf.loader().orElse("");
    boolean musl = loader.contains("ld-musl-");
    if (loader.isEmpty()) {
      return;
    }
    if (system.library() == Library.NONE && recipe.isBaseAlone()) {
      failures.add(
          "needs the loader "
              + loader
              + ", and an image FROM scratch has none, so it cannot start: link it statically"
              + " (gcc -static), or take a base such as debian:bookworm-slim");
    } else if (system.library() == Library.GLIBC && musl && !recipe.mentions("musl")) {
      failures.add(otherLibrary(loader + " (musl's)", system, "glibc's"));
    } else if (system.library() == Library.MUSL
        && loader.contains("ld-linux")
        && GLIBC_ON_MUSL.stream().noneMatch(recipe::mentions)) {
      failures.add(otherLibrary(loader + " (glibc's)", system, "musl's"));
    } else if (loader.equals("/lib/ld-linux.so.2")
        && system.minimal()
        && !recipe.mentions("i386")) {
      failures.add(
          "is a 32-bit program and needs the loader "
              + loader
              + ", which "
              + system.image()
              + " does not have: build it with -m64, or link it statically");
    }
  }

  private static String otherLibrary(String loader, BaseSystem system, String has) {
    return "needs the loader "
        + loader
        + ", and "
        + system.image()
        + " has "
        + has
        + ", so it cannot start: build it on "
        + system.image()
        + " itself, in a build stage of the Dockerfile, or link it statically";
  }

  /** As Nix, Conda and Homebrew leave it. */
  private void foreignLoader() {
    elf.loader()
        .filter(it -> !it.startsWith("/lib") && !it.startsWith("/usr/lib"))
        .ifPresent(
            it ->
                warnings.add(
                    "needs the loader "
                        + it
                        + ", a path of the machine that it was built on: build it in the image's"
                        + " own system"));
  }

  /** Sure only where nothing is added to the base that may bring newer libraries along. */
  private void versions(BaseSystem system, Set<String> files) {
    tooOld(elf.highest(GLIBC), system.glibc(), system);
    if (!files.contains("libstdc++.so.6")) {
      tooOld(elf.highest(GLIBCXX), system.libstdcxx(), system);
    }
  }

  private void tooOld(
      Optional<LibraryVersion> wanted, Optional<LibraryVersion> there, BaseSystem system) {
    if (wanted.isPresent() && there.isPresent() && wanted.get().compareTo(there.get()) > 0) {
      (recipe.isBaseAlone() ? failures : warnings)
          .add(
              "needs "
                  + wanted.get()
                  + ", and "
                  + system.image()
                  + " has no more than "
                  + there.get()
                  + ", so it cannot start: build it on "
                  + system.image()
                  + " itself, in a build stage of the Dockerfile, or take a newer base");
    }
  }

  /** Only where nothing else is installed: what a package brings along, nobody knows here. */
  private void libraries(BaseSystem system, Set<String> files) {
    if (!system.minimal() || !recipe.isBaseAlone()) {
      return;
    }
    for (String library : elf.libraries()) {
      Optional<String> debianPackage = DebianLibraries.packageOf(library);
      if (debianPackage.isPresent() && !files.contains(library)) {
        warnings.add(
            "needs "
                + library
                + ", which "
                + system.image()
                + " does not have: RUN apt-get update && apt-get install -y"
                + " --no-install-recommends "
                + debianPackage.get());
      }
    }
  }

  private void level() {
    X86Level.of(elf.isaNeeded())
        .ifPresent(
            level ->
                warnings.add(
                    "needs a CPU of "
                        + level
                        + " and ends with SIGILL on an older one: let its plan class demand "
                        + level.features().stream()
                            .map(it -> "<cpu_feature>" + it + "</cpu_feature>")
                            .collect(Collectors.joining())
                        + ", or build it for x86-64"));
  }
}
