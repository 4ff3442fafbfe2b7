package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.image.BaseImages.Base;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.ContainerPath;

/**
 * What the text of a Dockerfile tells of its image: what it is made from, what is done to it, and
 * what it starts.
 *
 * @param base name of the image below all stages, such as {@code debian:bookworm-slim} or {@code
 *     scratch}; empty where a variable hides it, or it is for another platform
 * @param command what a container runs: entry point and arguments; empty where the image inherits
 *     it, or a shell runs it
 */
public record ImageRecipe(Optional<String> base, List<String> command, Steps steps) {
  /** A base without anything. */
  public static final String SCRATCH = "scratch";

  public ImageRecipe {
    command = List.copyOf(command);
  }

  /**
   * What is done to the base.
   *
   * @param texts of RUN, of ADD and of what is copied from other images
   * @param copies from the job's own files, the last one first
   * @param slot where the slot is mounted, and the app starts
   */
  record Steps(List<String> texts, List<Copied> copies, ContainerPath slot) {}

  /** Files of the job, and where in the image they go. */
  record Copied(List<String> sources, ContainerPath target) {}

  /** Of an image that has a name. */
  public static ImageRecipe named(String image, Job job) {
    Steps nothing = new Steps(List.of(), List.of(), ContainerPath.of(job.workdir()));
    return new ImageRecipe(
        Optional.of(image), job.createOptions().entrypoint().orElse(List.of()), nothing);
  }

  /** Of a Dockerfile. */
  public static ImageRecipe of(Dockerfile file, Job job, BuildPlatform platform) {
    List<List<Instruction>> lineage = file.lineage(job.buildOptions().target());
    List<Instruction> all = lineage.stream().flatMap(List::stream).toList();
    List<String> texts = all.stream().filter(ImageRecipe::isOpen).map(Instruction::text).toList();
    return new ImageRecipe(
        all.isEmpty() ? Optional.empty() : base(file, all.get(0), job, platform),
        job.createOptions().entrypoint().orElseGet(() -> command(all)),
        new Steps(texts, copies(lineage), ContainerPath.of(job.workdir())));
  }

  /** Whether only the engine knows what an instruction brings into the image. */
  private static boolean isOpen(Instruction i) {
    return i.is("RUN") || i.is("ADD") || (i.is("COPY") && !ContextSources.copies(i));
  }

  private static Optional<String> base(
      Dockerfile file, Instruction from, Job job, BuildPlatform platform) {
    boolean scratch = from.words().stream().findFirst().filter(SCRATCH::equals).isPresent();
    return scratch
        ? Optional.of(SCRATCH)
        : BaseImages.stages(file, job.buildOptions().arguments(), platform).stream()
            .filter(base -> base.from().equals(from) && base.known() && base.ours())
            .map(Base::image)
            .findFirst();
  }

  /** An ENTRYPOINT takes away a CMD that came before it in a stage below. */
  private static List<String> command(List<Instruction> all) {
    Optional<Instruction> entrypoint = last(all, "ENTRYPOINT");
    Optional<Instruction> arguments = last(all, "CMD");
    List<String> words = new ArrayList<>();
    if (entrypoint.isPresent() && !isEmptyList(entrypoint.get())) {
      words.addAll(entrypoint.get().exec().orElse(List.of()));
    } else if (arguments.isPresent()) {
      words.addAll(arguments.get().exec().orElse(List.of()));
    }
    return words;
  }

  private static boolean isEmptyList(Instruction instruction) {
    return instruction.exec().filter(List::isEmpty).isPresent();
  }

  private static Optional<Instruction> last(List<Instruction> all, String keyword) {
    return all.stream().filter(i -> i.is(keyword)).reduce((first, second) -> second);
  }

  /** A relative target is below the WORKDIR of its moment. */
  private static List<Copied> copies(List<List<Instruction>> lineage) {
    List<Copied> copies = new ArrayList<>();
    ContainerPath current = ContainerPath.of("/");
    for (List<Instruction> stage : lineage) {
      for (Instruction i : stage) {
        List<String> words = i.words();
        if (i.is("WORKDIR") && !words.isEmpty()) {
          current = below(current, words.get(0));
        } else if (ContextSources.copies(i) && words.size() > 1) {
          int last = words.size() - 1;
          copies.add(0, new Copied(words.subList(0, last), below(current, words.get(last))));
        }
      }
    }
    return List.copyOf(copies);
  }

  private static ContainerPath below(ContainerPath current, String path) {
    return path.startsWith("/") ? ContainerPath.of(path) : current.resolve(path);
  }

  /** Whether nothing but the job's own files is added to the base. */
  public boolean isBaseAlone() {
    return steps.texts().isEmpty();
  }

  /** Whether a step that adds something names it, in whatever case. */
  public boolean mentions(String word) {
    return steps.texts().stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(word));
  }

  /**
   * Where in the job's directory the program may come from that a container starts: relative paths,
   * the likeliest first; none where no file of the job can be meant. Those that are not there are
   * for the caller to drop.
   */
  public List<String> sourcesOfProgram() {
    String program = command.isEmpty() ? "" : command.get(0);
    if (program.isEmpty() || program.indexOf('$') >= 0) {
      return List.of();
    }
    if (program.indexOf('/') < 0) {
      return steps.copies().stream().flatMap(copy -> called(copy, program).stream()).toList();
    }
    ContainerPath path = below(steps.slot(), program);
    return steps.slot().contains(path)
        ? List.of(relative(steps.slot(), path))
        : steps.copies().stream().flatMap(copy -> at(copy, path).stream()).toList();
  }

  /** Of a program that is looked for on the PATH. */
  private static List<String> called(Copied copy, String program) {
    List<String> sources = new ArrayList<>();
    for (String source : copy.sources()) {
      if (name(source).equals(program) || name(copy.target().text()).equals(program)) {
        sources.add(plain(source));
      }
      sources.add(plain(source + "/" + program));
    }
    return sources;
  }

  private static List<String> at(Copied copy, ContainerPath path) {
    List<String> sources = new ArrayList<>();
    for (String source : copy.sources()) {
      if (copy.target().equals(path) || copy.target().resolve(name(source)).equals(path)) {
        sources.add(plain(source));
      } else if (copy.target().contains(path)) {
        sources.add(plain(source + "/" + relative(copy.target(), path)));
      }
    }
    return sources;
  }

  private static String relative(ContainerPath parent, ContainerPath path) {
    String text = path.text().substring(parent.text().length());
    return text.startsWith("/") ? text.substring(1) : text;
  }

  private static String name(String path) {
    String text = plain(path);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** Without {@code ./}, {@code ..} and slashes at its ends. */
  private static String plain(String path) {
    return ContainerPath.of("/" + path).text().substring(1);
  }
}
