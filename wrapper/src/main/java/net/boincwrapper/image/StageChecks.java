package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.job.ImageReference;
import net.boincwrapper.job.Spelling;

/** What the stages of a Dockerfile are built from: base images, their variables, other stages. */
final class StageChecks {
  private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9_.-]*");

  /** {@code $NAME}, {@code ${NAME}}, or {@code ${NAME:-default}} and the like. */
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)([^}]*)\\})");

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Docker knows these without an ARG. */
  private static final Set<String> PROXIES =
      Set.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

  private final Dockerfile file;
  private final Wish wish;
  private final Map<String, String> buildArguments;
  private final DockerfileReport report;

  StageChecks(Dockerfile file, Wish wish, DockerfileReport report) {
    this.file = file;
    this.wish = wish;
    this.buildArguments = wish.job().buildOptions().arguments();
    this.report = report;
  }

  void check() {
    froms();
    images();
    sources();
    platform();
    unusedArguments();
  }

  private void froms() {
    Set<String> names = new HashSet<>();
    for (Instruction from : file.instructions().stream().filter(i -> i.is("FROM")).toList()) {
      List<String> words = from.words();
      boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
      if (words.size() != 1 && !named) {
        report.error(from, "takes the name of an image, or that and AS with a name for the stage");
      } else if (named) {
        stageName(from, words.get(2), names);
      }
      variables(from);
    }
  }

  private void stageName(Instruction from, String name, Set<String> names) {
    if (!STAGE.matcher(lower(name)).matches()) {
      report.error(
          from, name + " cannot name a stage; begin with a letter, go on with letters and digits");
    } else if (!names.add(lower(name))) {
      report.error(from, "a stage before is named " + name + ", too; choose another name");
    }
  }

  /** FROM sees only the arguments declared before the first one, and they need a value. */
  private void variables(Instruction from) {
    Map<String, String> known = new java.util.HashMap<>(wish.platform().arguments());
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

  private void image(Instruction at, String image) {
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

  /**
   * COPY --from names an earlier stage, by name or number from 0; else it is taken for an image.
   */
  private void sources() {
    List<String> earlier = new ArrayList<>();
    int stage = -1;
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("FROM")) {
        stage++;
        earlier.add(Dockerfile.stageName(instruction).orElse(""));
      } else if (instruction.is("COPY")) {
        int now = stage;
        instruction
            .flag("from")
            .filter(from -> from.indexOf('$') < 0)
            .ifPresent(from -> source(instruction, lower(from), earlier.subList(0, now), now));
      }
    }
  }

  private void source(Instruction copy, String from, List<String> earlier, int stages) {
    if (earlier.contains(from)) {
      return;
    }
    if (NUMBER.matcher(from).matches()) {
      if (Integer.parseInt(from) >= stages) {
        report.error(
            copy, "--from=" + from + " is no earlier stage; they are counted from 0 in the file");
      }
    } else if (names().contains(from)) {
      report.error(copy, "--from=" + from + " is not an earlier stage; move that stage up");
    } else if (!from.matches(".*[/:@].*") && Spelling.nearest(from, named(earlier)).isPresent()) {
      report.warning(
          copy,
          "--from="
              + from
              + " is no stage, so an image of that name is pulled"
              + Spelling.hint(from, named(earlier)));
    } else {
      image(copy, from);
    }
  }

  private List<String> names() {
    return file.instructions().stream()
        .filter(i -> i.is("FROM"))
        .flatMap(i -> Dockerfile.stageName(i).stream())
        .toList();
  }

  private static List<String> named(List<String> stages) {
    return stages.stream().filter(name -> !name.isEmpty()).toList();
  }

  /** Only the stages that the image is made of count: others may be built for another machine. */
  private void platform() {
    Optional<String> target = wish.job().buildOptions().target();
    for (BaseImages.Base base : BaseImages.stages(file, buildArguments, wish.platform())) {
      boolean ofTheImage =
          file.lineage(target).stream().anyMatch(stage -> stage.contains(base.from()));
      boolean fixed = base.from().flag("platform").filter(p -> p.indexOf('$') < 0).isPresent();
      if (ofTheImage && fixed && !base.ours()) {
        report.warning(
            base.from(),
            "the image is for "
                + base.from().flag("platform").orElse("")
                + ", and a host of another kind cannot run it; leave --platform out");
      }
    }
  }

  private void unusedArguments() {
    Set<String> declared = new HashSet<>(wish.platform().arguments().keySet());
    for (Instruction arg : file.instructions().stream().filter(i -> i.is("ARG")).toList()) {
      arg.words().forEach(word -> declared.add(word.split("=", 2)[0]));
    }
    buildArguments.keySet().stream()
        .filter(name -> !declared.contains(name) && !PROXIES.contains(lower(name)))
        .sorted()
        .forEach(
            name ->
                report.warning(
                    "build_args give "
                        + name
                        + " a value, but no ARG "
                        + name
                        + " takes it"
                        + Spelling.hint(name, declared)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
