package net.boincwrapper.image;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.job.ImageReference;

/** The names of base images, and the variables in them. */
final class BaseChecks {
  /** {@code $NAME}, {@code ${NAME}}, or {@code ${NAME:-default}} and the like. */
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)([^}]*)\\})");

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  private final Dockerfile file;
  private final Wish wish;
  private final Map<String, String> buildArguments;
  private final DockerfileReport report;

  BaseChecks(Dockerfile file, Wish wish, DockerfileReport report) {
    this.file = file;
    this.wish = wish;
    this.buildArguments = wish.job().buildOptions().arguments();
    this.report = report;
  }

  void check() {
    file.instructions().stream().filter(i -> i.is("FROM")).forEach(this::variables);
    images();
  }

  /** FROM sees only the arguments declared before the first one, and they need a value. */
  private void variables(Instruction from) {
    Map<String, String> known = new HashMap<>(wish.platform().arguments());
    for (Instruction arg : file.instructions()) {
      if (arg.is("FROM")) {
        break;
      }
      if (arg.is("ARG")) {
        arg.words().forEach(word -> declare(word, known));
      }
    }
    Matcher matcher = VARIABLE.matcher(String.join(" ", from.flags()) + " " + from.text());
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      boolean otherwise = matcher.group(3) != null && matcher.group(3).matches(":?-.+");
      if (known.getOrDefault(name, "").isEmpty() && !otherwise && !report.hasErrorAt(from)) {
        report.error(from, noValue(name, known.containsKey(name)));
      }
    }
  }

  private void declare(String argument, Map<String, String> known) {
    String[] parts = argument.split("=", 2);
    known.put(parts[0], buildArguments.getOrDefault(parts[0], parts.length > 1 ? parts[1] : ""));
  }

  private String noValue(String name, boolean declared) {
    if (declared) {
      return "$" + name + " is empty: write ARG " + name + "=value, or give it in build_args";
    }
    boolean later =
        file.instructions().stream()
            .filter(i -> i.is("ARG"))
            .flatMap(i -> i.words().stream())
            .anyMatch(word -> word.split("=", 2)[0].equals(name));
    return "$"
        + name
        + " is empty, because "
        + (later ? "its ARG comes after the first FROM" : "no ARG declares it")
        + "; write ARG "
        + name
        + "=value before the first FROM";
  }

  private void images() {
    for (BaseImages.Base base : BaseImages.stages(file, buildArguments, wish.platform())) {
      if (base.known() && !report.hasErrorAt(base.from())) {
        image(base.from(), base.image());
      }
    }
  }

  void image(Instruction at, String image) {
    int digest = image.indexOf('@');
    boolean capitals = !image.equals(lower(image));
    if (digest >= 0 && !DIGEST.matcher(image.substring(digest + 1)).matches()) {
      report.error(
          at,
          image.substring(digest + 1) + " is not a digest; it is sha256: and 64 digits of 0-9 a-f");
    } else if (!capitals && !ImageReference.matches(withoutSha512(image))) {
      report.error(at, image + " is not the name of an image: name[:tag][@sha256:digest]");
    }
  }

  private static String withoutSha512(String image) {
    return image.replaceFirst("@sha512:.*", "");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
