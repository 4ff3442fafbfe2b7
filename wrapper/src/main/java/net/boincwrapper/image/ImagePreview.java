package net.boincwrapper.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.image.archive.ArchiveFault;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problems;
import net.boincwrapper.slot.SlotLayout;

/**
 * The image of a job, as far as it is known without an engine.
 *
 * @param image its id is the name that the image has or would be built under; what a Dockerfile
 *     inherits from its base is not known. Empty where the job has neither an image name nor a
 *     Dockerfile
 * @param problems of the Dockerfile and of what it copies
 */
public record ImagePreview(Optional<ImageInfo> image, List<Problem> problems) {
  public ImagePreview {
    problems = Problems.first(problems);
  }

  /**
   * Looks at job and slot.
   *
   * @param given what a client would put into the slot, where more may lie
   * @throws IOException if a file that the Dockerfile needs cannot be read
   */
  public static ImagePreview of(Wish wish, SlotFiles given) throws IOException {
    Optional<String> name = wish.job().imageName();
    List<Problem> problems = new ArrayList<>(entrypoint(wish, given));
    if (wish.job().image().archive().isPresent()) {
      return new ImagePreview(shipped(wish, problems), problems);
    }
    if (name.isPresent()) {
      return new ImagePreview(Optional.of(image(name.get(), Map.of())), problems);
    }
    Optional<ImageBuild> build = ImageBuild.draft(wish, problems);
    if (build.isPresent()) {
      Dockerfile dockerfile = build.get().dockerfile();
      advise(DockerfileAdvice.of(dockerfile, wish, given), problems);
      problems.addAll(RootOnlyPaths.check(dockerfile, wish.job()));
    }
    return new ImagePreview(
        build.map(draft -> image(draft.tag(), environment(draft.dockerfile(), wish))), problems);
  }

  /** Reads the whole archive, as a task does that loads it. */
  private static Optional<ImageInfo> shipped(Wish wish, List<Problem> problems) throws IOException {
    String name = wish.job().image().archive().orElseThrow();
    try {
      ShippedImage image = ShippedImage.of(wish);
      image.archive().check();
      return Optional.of(image(image.tag(), Map.of()));
    } catch (ArchiveFault e) {
      problems.add(Problem.error(name, String.valueOf(e.getMessage())));
    } catch (EngineException e) {
      problems.add(Problem.error(SlotLayout.JOB, String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  /** The program of {@code create_args}, which takes the place of the image's. */
  private static List<Problem> entrypoint(Wish wish, SlotFiles given) throws IOException {
    List<String> words = wish.job().createOptions().entrypoint().orElse(List.of());
    return SlotProgram.of(wish, given).check(words).stream()
        .map(wrong -> Problem.error(SlotLayout.JOB, "\"create_args\" " + wrong.message()))
        .toList();
  }

  /** Where the form of a line is wrong, that it copies files that are not there only follows. */
  private static void advise(List<Problem> advice, List<Problem> problems) {
    List<OptionalInt> wrong = advice.stream().filter(Problem::isError).map(Problem::line).toList();
    problems.removeIf(problem -> wrong.contains(problem.line()));
    problems.addAll(advice);
    problems.sort(Comparator.comparingInt(p -> p.line().orElse(0)));
  }

  /** What the image's stages set; the last one wins. */
  private static Map<String, String> environment(Dockerfile dockerfile, Wish wish) {
    Map<String, String> environment = new TreeMap<>();
    Optional<String> target = wish.job().buildOptions().target();
    for (List<Instruction> stage : dockerfile.lineage(target)) {
      stage.stream().filter(i -> i.is("ENV")).forEach(i -> assign(i, environment));
    }
    return environment;
  }

  /** {@code ENV NAME=value …}, or the old form {@code ENV NAME value}. */
  private static void assign(Instruction env, Map<String, String> environment) {
    List<String> words = DockerfileWords.split(env.text());
    if (!words.isEmpty() && words.get(0).indexOf('=') < 0) {
      environment.put(words.get(0), String.join(" ", words.subList(1, words.size())));
      return;
    }
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        environment.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
  }

  private static ImageInfo image(String name, Map<String, String> environment) {
    return new ImageInfo(
        name,
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        environment,
        Map.of(),
        List.of(),
        List.of(),
        0);
  }
}
