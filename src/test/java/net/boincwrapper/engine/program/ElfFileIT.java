package net.boincwrapper.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads this host's programs and libraries, and what gcc makes, and asks readelf about the same.
 */
class ElfFileIT {
  private static final int MOST_FILES = 120;

  @TempDir private Path home;

  @Test
  void thisHostsFilesSayWhatReadelfSays() throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (String directory : List.of("/usr/bin", "/usr/sbin", "/usr/lib/x86_64-linux-gnu")) {
      List<Path> some = elfFiles(Path.of(directory));
      files.addAll(some.subList(0, Math.min(MOST_FILES, some.size())));
    }

    assertThat(files).hasSizeGreaterThan(50);
    compare(files);
  }

  @Test
  void whatGccMakesSaysWhatReadelfSays() throws IOException, InterruptedException {
    Path source =
        Files.writeString(
            home.resolve("x.c"),
            "#include <math.h>\n#include <stdio.h>\n"
                + "int main(int c, char **v) { printf(\"%f\\n\", sin(c)); return 0; }\n");
    List<Path> made = new ArrayList<>();
    made.add(gcc(source, "plain"));
    made.add(gcc(source, "static", "-static"));
    made.add(gcc(source, "static-pie", "-static-pie"));
    made.add(gcc(source, "fixed", "-no-pie"));
    made.add(gcc(source, "library", "-shared", "-fPIC"));
    made.add(gcc(source, "object", "-c"));
    made.add(gcc(source, "bare", "-s", "-Wl,-z,nosectionheader", "-Wl,--build-id=none"));
    made.add(gcc(source, "musls", "-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1"));
    for (String level : List.of("v2", "v3", "v4")) {
      made.add(gcc(source, level, "-march=x86-64-" + level, "-Wl,-z,x86-64-" + level));
    }
    made.removeIf(file -> !Files.exists(file));

    compare(made);
    assertThat(read(home.resolve("static-pie")).isProgram()).isTrue();
    assertThat(read(home.resolve("library")).isLibrary()).isTrue();
    assertThat(X86Level.of(read(home.resolve("plain")).isaNeeded())).isEmpty();
    assertThat(X86Level.of(read(home.resolve("v3")).isaNeeded())).contains(X86Level.V3);
  }

  /** A linker that does not know an option makes no file. */
  private Path gcc(Path source, String name, String... options)
      throws IOException, InterruptedException {
    Path made = home.resolve(name);
    List<String> command = new ArrayList<>(List.of("gcc", "-o", made.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of(source.toString(), "-lm"));
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("gcc.txt").toFile())
        .start()
        .waitFor();
    return made;
  }

  private static List<Path> elfFiles(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.sorted().toList()) {
        // An object file has sections only, and nobody runs it.
        boolean candidate = Files.isRegularFile(file) && !file.toString().endsWith(".o");
        if (candidate && Files.isReadable(file) && isElf(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean isElf(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("\u007fELF");
    }
  }

  private static ElfFile read(Path file) throws IOException {
    Optional<ElfFile> elf = ElfFile.read(file);
    assertThat(elf).as(file.toString()).isPresent();
    return elf.orElseThrow();
  }

  private void compare(List<Path> files) throws IOException, InterruptedException {
    Path said = home.resolve("readelf.txt");
    List<String> command = new ArrayList<>(List.of("readelf", "-hldnVW"));
    files.forEach(file -> command.add(file.toString()));
    ProcessBuilder readelf = new ProcessBuilder(command);
    readelf.environment().put("LC_ALL", "C");
    readelf.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
    List<String> texts =
        List.of(Files.readString(said, StandardCharsets.ISO_8859_1).split("(?m)^File: "));
    assertThat(texts).hasSize(files.size() + 1);
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      assertThat(facts(read(file))).as(file.toString()).isEqualTo(facts(texts.get(i + 1)));
    }
  }

  /** Ours, in one text. */
  private static String facts(ElfFile elf) {
    List<String> facts = new ArrayList<>();
    facts.add(elf.wide() ? "ELF64" : "ELF32");
    facts.add(elf.bigEndian() ? "big" : "little");
    facts.add("type " + List.of("NONE", "REL", "EXEC", "DYN", "CORE").get(elf.type()));
    elf.loader().ifPresent(it -> facts.add("loader " + it));
    elf.libraries().forEach(it -> facts.add("needs " + it));
    elf.searchPaths().forEach(it -> facts.add("path " + it));
    new TreeMap<>(elf.versions())
        .forEach((library, names) -> new TreeSet<>(names).forEach(it -> facts.add(library + it)));
    X86Level.of(elf.isaNeeded()).ifPresent(it -> facts.add("level " + it));
    facts.add("note " + elf.isaNeeded().isPresent());
    facts.add("pie " + elf.pie());
    return String.join("\n", facts);
  }

  private static String facts(String readelf) {
    List<String> facts = new ArrayList<>();
    facts.add(find(readelf, "Class: +(\\S+)").get(0));
    facts.add(find(readelf, "Data: .*(big|little) endian").get(0));
    facts.add("type " + find(readelf, "Type: +(\\w+) ").get(0));
    find(readelf, "program interpreter: (.+)\\]").forEach(it -> facts.add("loader " + it));
    find(readelf, "\\(NEEDED\\).*\\[(.*)\\]").forEach(it -> facts.add("needs " + it));
    find(readelf, "\\(R(?:UN)?PATH\\).*\\[(.*)\\]").forEach(it -> facts.add("path " + it));
    facts.addAll(versions(readelf));
    List<String> isa = find(readelf, "x86 ISA needed: (.*)");
    isa.stream()
        .flatMap(it -> find(it, "(x86-64-v\\d)").stream())
        .reduce((first, second) -> second)
        .ifPresent(it -> facts.add("level " + it));
    facts.add("note " + !isa.isEmpty());
    facts.add("pie " + !find(readelf, "\\(FLAGS_1\\) .*\\b(PIE)\\b").isEmpty());
    return String.join("\n", facts);
  }

  private static List<String> versions(String readelf) {
    TreeMap<String, TreeSet<String>> versions = new TreeMap<>();
    String library = "";
    for (String line : readelf.lines().toList()) {
      List<String> file = find(line, "Version: \\d+  File: (\\S+)  Cnt");
      library = file.isEmpty() ? library : file.get(0);
      for (String name : find(line, "Name: (\\S+)  Flags: .*  Version: ")) {
        versions.computeIfAbsent(library, it -> new TreeSet<>()).add(name);
      }
    }
    List<String> facts = new ArrayList<>();
    versions.forEach((file, names) -> names.forEach(name -> facts.add(file + name)));
    return facts;
  }

  private static List<String> find(String text, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile("(?m)" + pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1).toLowerCase(Locale.ROOT).equals("big") ? "big" : matcher.group(1));
    }
    return found;
  }
}
