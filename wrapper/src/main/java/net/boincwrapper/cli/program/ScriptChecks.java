package net.boincwrapper.cli.program;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.cli.program.BaseSystem.Library;
import net.boincwrapper.engine.program.Shebang;
import net.boincwrapper.image.ImageRecipe;

/** What a script's first line asks for. */
final class ScriptChecks {
  /** What a base does not have by itself; whatever is not named here may be there. */
  private static final Map<Library, Set<String>> ABSENT =
      Map.of(
          Library.GLIBC, Set.of("python", "python3", "Rscript", "julia", "node", "ruby", "octave"),
          Library.MUSL,
              Set.of("bash", "perl", "python", "python3", "Rscript", "julia", "node", "ruby"));

  private final ImageRecipe recipe;

  ScriptChecks(ImageRecipe recipe) {
    this.recipe = recipe;
  }

  /** Windows line ends: the kernel takes the carriage return for a part of the name. */
  static Optional<String> lineEnds(Shebang script) {
    return script.carriageReturn()
        ? Optional.of(
            "has Windows line ends, so the interpreter in its first line is not found: save it"
                + " with Unix line ends (LF)")
        : Optional.empty();
  }

  /** That the base does not have the interpreter, and no step brings it. */
  Optional<String> interpreter(Shebang script) {
    String wanted = script.looked().orElse(script.interpreter());
    String name = wanted.substring(wanted.lastIndexOf('/') + 1);
    return recipe
        .base()
        .flatMap(BaseSystem::of)
        .filter(it -> lacks(it, name))
        .map(
            it ->
                "is a script for "
                    + name
                    + ", which "
                    + (it.library() == Library.NONE ? "an image FROM scratch" : it.image())
                    + " does not have: install it in the Dockerfile, or mend the first line");
  }

  private boolean lacks(BaseSystem system, String name) {
    if (system.library() == Library.NONE) {
      return recipe.isBaseAlone();
    }
    boolean bare = system.minimal() || system.image().startsWith("alpine");
    String stem = name.replaceFirst("\\d+$", "").toLowerCase(Locale.ROOT);
    return bare
        && ABSENT.getOrDefault(system.library(), Set.of()).contains(name)
        && !recipe.mentions(stem)
        && !recipe.mentions("r-base");
  }
}
