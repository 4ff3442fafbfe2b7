package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.job.Spelling;

/** The stages of a Dockerfile, and how they name each other. */
final class StageChecks {
  private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9_.-]*");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Docker knows these without an ARG. */
  private static final Set<String> PROXIES =
      Set.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

  private final Dockerfile file;
  private final Wish wish;
  private final Map<String, String> buildArguments;
  private final BaseChecks bases;
  private final DockerfileReport report;

  StageChecks(Dockerfile file, Wish wish, DockerfileReport report) {
    this.file = file;
    this.wish = wish;
    this.buildArguments = wish.job().buildOptions().arguments();
    this.bases = new BaseChecks(file, wish, report);
    this.report = report;
  }

  void check() {
    froms();
    bases.check();
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

  /**
   * COPY --from names an earlier stage, by name or number from 0; else it is taken for an image.
   */
  private void sources() {
    List<String> earlier = new ArrayList<>();
    int stage = -1; // before the first FROM, where DockerfileChecks allows nothing but ARG
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("FROM")) {
        stage++;
        earlier.add(Dockerfile.stageName(instruction).orElse(""));
      } else if (instruction.is("COPY")) {
        int now = Math.max(stage, 0);
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
      bases.image(copy, from);
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
