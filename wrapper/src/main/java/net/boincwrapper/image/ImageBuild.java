package net.boincwrapper.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.BuildRequest;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.StepMark;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problems;
import net.boincwrapper.plan.AppEnvironment;
import net.boincwrapper.plan.ShellWords;
import net.boincwrapper.slot.Sha256;
import net.boincwrapper.slot.SoftLinks;
import net.boincwrapper.slot.record.InitData;

/**
 * An image to be built from a slot's Dockerfile.
 *
 * @param tag names the image by project and content: {@code boincwrapper/<project>:<16 digits>}
 * @param dockerfile as read
 * @param context what the engine gets; its Dockerfile is {@link SentDockerfile}
 * @param bases the images that it is built from, as far as they are known
 */
record ImageBuild(
    String tag, Dockerfile dockerfile, BuildContext context, List<String> bases, Wish wish) {
  private static final String IGNORE = ".dockerignore";
  private static final int LONGEST_DOCKERFILE = 64 * 1024;
  private static final long LARGEST_CONTEXT = 2L << 30;

  /** Installing packages needs this much, however small the app is. */
  private static final long LEAST_MEMORY = 1L << 30;

  /**
   * Reads Dockerfile and context.
   *
   * @return empty where there is no Dockerfile
   * @throws EngineException {@code FINAL} with every problem listed; {@code RETRYABLE} where a file
   *     cannot be read
   */
  static Optional<ImageBuild> of(Wish wish) throws EngineException {
    try {
      List<Problem> problems = new ArrayList<>();
      Optional<ImageBuild> build = draft(wish, problems);
      problems.removeIf(problem -> !problem.isError());
      if (!problems.isEmpty()) {
        throw refused(Problems.first(problems));
      }
      return build;
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.RETRYABLE,
          "cannot read what " + wish.dockerfile() + " needs from the slot: " + e,
          e);
    }
  }

  /**
   * Reads Dockerfile and context as far as they can be read.
   *
   * @param problems receives what is wrong, warnings included; after an error nothing is to be
   *     built
   * @return empty where there is no Dockerfile, or it is too long
   */
  static Optional<ImageBuild> draft(Wish wish, List<Problem> problems) throws IOException {
    SoftLinks links = new SoftLinks(wish.slot(), wish.init().projectDirectory());
    ContextFiles files =
        new ContextFiles(
            wish.slot(), wish.init().projectDirectory(), links::target, wish.dockerfile());
    Optional<Path> file = files.resolve(wish.dockerfile());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    if (Files.size(file.get()) > LONGEST_DOCKERFILE) {
      problems.add(
          Problem.error(
              wish.dockerfile(),
              "is longer than 64 KiB; put what it does into a file that is copied"));
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8);
    Dockerfile dockerfile = DockerfileReader.read(wish.dockerfile(), text);
    BuildContext context = context(wish, dockerfile, file.get(), files, problems);
    String tag = tag(wish, context, SentDockerfile.used(dockerfile, wish.platform()));
    BuildContext sent = context.with(wish.dockerfile(), sent(wish, dockerfile, text));
    return Optional.of(new ImageBuild(tag, dockerfile, sent, bases(wish, dockerfile), wish));
  }

  /**
   * The label does not depend on the content, because it is part of the key of the engine's cache.
   */
  private static byte[] sent(Wish wish, Dockerfile dockerfile, String text) {
    String label = Engine.LABEL_STAGE + "=" + ProjectImages.component(wish.init().projectName());
    return new SentDockerfile(dockerfile, wish.platform(), label)
        .of(text)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> bases(Wish wish, Dockerfile dockerfile) {
    return BaseImages.of(dockerfile, wish.job().buildOptions().arguments(), wish.platform());
  }

  private static BuildContext context(
      Wish wish, Dockerfile dockerfile, Path file, ContextFiles files, List<Problem> problems)
      throws IOException {
    problems.addAll(DockerfileChecks.check(dockerfile, wish.job()));
    for (ContextSources.Source source : ContextSources.of(dockerfile)) {
      files.add(source);
    }
    problems.addAll(files.problems());
    Map<String, Path> found = new TreeMap<>(files.found());
    found.put(wish.dockerfile(), file);
    files.resolve(IGNORE).ifPresent(ignore -> found.put(IGNORE, ignore));
    BuildContext context = new BuildContext(found);
    if (context.size() > LARGEST_CONTEXT) {
      problems.add(
          Problem.error(
              wish.dockerfile(), "COPY and ADD name more than 2 GiB; mount large data instead"));
    }
    return context;
  }

  private static EngineException refused(List<Problem> problems) {
    return new EngineException(
        EngineException.Kind.FINAL,
        "cannot build the image: "
            + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }

  private static String tag(Wish wish, BuildContext context, Map<String, String> platform)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    context.writeTar(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    Job.BuildOptions options = wish.job().buildOptions();
    List<String> rest = new ArrayList<>(List.of(wish.init().projectName(), wish.dockerfile()));
    new TreeMap<>(options.arguments()).forEach((name, value) -> rest.add(name + "=" + value));
    rest.add("");
    new TreeMap<>(options.labels()).forEach((name, value) -> rest.add(name + "=" + value));
    rest.add(options.target().orElse(""));
    platform.forEach((name, value) -> rest.add(name + "=" + value));
    digest.update(ShellWords.join(rest).getBytes(StandardCharsets.UTF_8));
    return ProjectImages.name(wish.init().projectName(), Sha256.hex(digest.digest()));
  }

  /**
   * What the engine is asked for: limited like the task, and through the client's proxy.
   *
   * @param key tells this build from those of all other clients, and of all other images
   */
  BuildRequest request(String key) {
    InitData init = wish.init();
    Job.BuildOptions options = wish.job().buildOptions();
    Map<String, String> arguments = new TreeMap<>(AppEnvironment.proxies(init));
    arguments.putAll(options.arguments());
    Map<String, String> labels = new TreeMap<>(options.labels());
    labels.put(Inventory.LABEL_PROJECT, init.projectName());
    labels.put("org.opencontainers.image.title", init.appName());
    labels.put("org.opencontainers.image.ref.name", tag);
    long memory =
        wish.job().extended() && init.memoryBoundBytes().isPresent()
            ? Math.max(LEAST_MEMORY, init.memoryBoundBytes().getAsLong())
            : 0;
    return new BuildRequest(
        context,
        wish.dockerfile(),
        tag,
        arguments,
        labels,
        options.target(),
        options.noCache(),
        memory,
        Math.max(1, init.cpus()) * init.cpuUsageLimitPercent() / 100,
        StepMark.of(key, declared()));
  }

  private Set<String> declared() {
    return dockerfile.instructions().stream()
        .filter(instruction -> instruction.is("ARG"))
        .flatMap(instruction -> instruction.words().stream())
        .map(word -> word.split("=", 2)[0])
        .collect(Collectors.toSet());
  }
}
