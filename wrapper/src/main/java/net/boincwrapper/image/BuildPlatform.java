package net.boincwrapper.image;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an engine builds for, in the words of the OCI image specification: {@code linux/arm/v7}. As
 * in BuildKit, a variant is named only where there is more than the usual one: none for arm64
 * ({@code containerd/platforms}, {@code normalizeArch}).
 *
 * @param architecture such as {@code amd64}
 * @param variant empty where none is named
 */
public record BuildPlatform(String architecture, String variant) {
  private static final String OS = "linux";
  private static final List<String> ROLES = List.of("TARGET", "BUILD");

  /**
   * The platform of an engine.
   *
   * @param machine the architecture in the kernel's words ({@code x86_64}, {@code armv7l}), or in
   *     Go's ({@code amd64}, {@code arm}), as Docker and Podman report it
   */
  public static BuildPlatform of(String machine) {
    String name = machine.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "x86_64", "x86-64", "amd64", "" -> new BuildPlatform("amd64", "");
      case "aarch64", "arm64" -> new BuildPlatform("arm64", "");
      case "i386", "i486", "i586", "i686", "x86", "386" -> new BuildPlatform("386", "");
      case "loongarch64" -> new BuildPlatform("loong64", "");
      case "armel" -> new BuildPlatform("arm", "v6");
      default -> name.startsWith("arm") ? arm(name) : new BuildPlatform(name, "");
    };
  }

  /**
   * {@code armv6l}, {@code armv7l}, {@code armv8l}; a name without a version means the usual v7.
   */
  private static BuildPlatform arm(String name) {
    boolean named = name.startsWith("armv") && name.length() > 4 && name.charAt(4) >= '5';
    return new BuildPlatform("arm", named ? "v" + name.charAt(4) : "v7");
  }

  /** {@code linux/amd64}, {@code linux/arm/v7}. */
  String text() {
    return OS + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }

  /**
   * The build arguments that BuildKit sets by itself ({@code moby/buildkit}, {@code
   * frontend/dockerfile/docs/reference.md}, "Automatic platform ARGs"): all eight. The target is
   * always the platform that builds.
   */
  Map<String, String> arguments() {
    Map<String, String> arguments = new TreeMap<>();
    for (String role : ROLES) {
      arguments.put(role + "PLATFORM", text());
      arguments.put(role + "OS", OS);
      arguments.put(role + "ARCH", architecture);
      arguments.put(role + "VARIANT", variant);
    }
    return arguments;
  }
}
