package net.boincwrapper.cli.program;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.program.LibraryVersion;
import net.boincwrapper.image.ImageRecipe;

/**
 * What well-known base images have, told by their names alone.
 *
 * @param image its name
 * @param library which C library its programs use
 * @param glibc its version; empty where the name does not tell
 * @param libstdcxx what its libstdc++ defines; empty where the name does not tell
 * @param minimal whether it is Debian or Ubuntu without any extra package
 */
record BaseSystem(
    String image,
    Library library,
    Optional<LibraryVersion> glibc,
    Optional<LibraryVersion> libstdcxx,
    boolean minimal) {

  enum Library {
    GLIBC,
    MUSL,
    NONE
  }

  /** A release's glibc, and the newest GLIBCXX of its libstdc++ (the GCC manual's ABI history). */
  private record Release(String glibc, String libstdcxx) {}

  private static final Release BUSTER = new Release("2.28", "3.4.25");
  private static final Release BULLSEYE = new Release("2.31", "3.4.28");
  private static final Release BOOKWORM = new Release("2.36", "3.4.30");
  private static final Release TRIXIE = new Release("2.41", "3.4.33");
  private static final Release FOCAL = new Release("2.31", "3.4.28");
  private static final Release JAMMY = new Release("2.35", "3.4.30");
  private static final Release NOBLE = new Release("2.39", "3.4.33");

  /** By the word in a tag; these words mean the same in every official image. */
  private static final Map<String, Release> SUITES =
      Map.of(
          "buster", BUSTER,
          "bullseye", BULLSEYE,
          "bookworm", BOOKWORM,
          "trixie", TRIXIE,
          "focal", FOCAL,
          "jammy", JAMMY,
          "noble", NOBLE);

  private static final Map<String, Release> NUMBERS =
      Map.of(
          "debian:10", BUSTER,
          "debian:11", BULLSEYE,
          "debian:12", BOOKWORM,
          "debian:13", TRIXIE,
          "ubuntu:20.04", FOCAL,
          "ubuntu:22.04", JAMMY,
          "ubuntu:24.04", NOBLE);

  private static final Set<String> MINIMAL = Set.of("debian", "ubuntu");

  /** Official images that are made from Debian, unless their tag says otherwise. */
  private static final Set<String> GLIBC_IMAGES =
      Set.of(
          "debian",
          "ubuntu",
          "fedora",
          "almalinux",
          "rockylinux",
          "oraclelinux",
          "amazonlinux",
          "archlinux",
          "buildpack-deps",
          "gcc",
          "golang",
          "julia",
          "node",
          "perl",
          "python",
          "r-base",
          "ruby",
          "rust");

  /** Empty for an image of which the name tells nothing. */
  static Optional<BaseSystem> of(String image) {
    if (image.equals(ImageRecipe.SCRATCH)) {
      return Optional.of(of(image, Library.NONE, Optional.empty(), false));
    }
    String named = official(image.toLowerCase(Locale.ROOT));
    int colon = named.indexOf(':');
    String name = colon < 0 ? named : named.substring(0, colon);
    List<String> words = Arrays.asList(named.substring(colon < 0 ? 0 : colon + 1).split("-"));
    boolean known = GLIBC_IMAGES.contains(name);
    if (name.equals("alpine") || (known && words.stream().anyMatch(w -> w.startsWith("alpine")))) {
      return Optional.of(of(image, Library.MUSL, Optional.empty(), false));
    }
    if (!known) {
      return Optional.empty();
    }
    BaseSystem base = of(image, Library.GLIBC, release(name, words), MINIMAL.contains(name));
    return Optional.of(name.equals("gcc") ? base.withItsOwnLibstdcxx() : base);
  }

  /** It has built a newer one than its Debian has. */
  private BaseSystem withItsOwnLibstdcxx() {
    return new BaseSystem(image, library, glibc, Optional.empty(), minimal);
  }

  private static Optional<Release> release(String name, List<String> words) {
    Optional<Release> suite =
        words.stream().flatMap(word -> Optional.ofNullable(SUITES.get(word)).stream()).findFirst();
    String number = words.isEmpty() ? "" : words.get(0);
    String major = name.equals("debian") ? number.replaceFirst("\\..*", "") : number;
    return suite.or(() -> Optional.ofNullable(NUMBERS.get(name + ":" + major)));
  }

  /** Without registry, digest and {@code library/}; a path that is nobody's official image. */
  private static String official(String image) {
    String name =
        image.replaceFirst("@.*", "").replaceFirst("^[^/]*[.:][^/]*/library/", "library/");
    String plain = name.replaceFirst("^library/", "");
    return plain.indexOf('/') < 0 ? plain : "";
  }

  private static BaseSystem of(
      String image, Library library, Optional<Release> release, boolean minimal) {
    return new BaseSystem(
        image,
        library,
        release.flatMap(it -> LibraryVersion.parse("GLIBC_" + it.glibc(), "GLIBC_")),
        release.flatMap(it -> LibraryVersion.parse("GLIBCXX_" + it.libstdcxx(), "GLIBCXX_")),
        minimal);
  }
}
