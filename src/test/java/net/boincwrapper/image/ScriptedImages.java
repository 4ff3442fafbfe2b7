package net.boincwrapper.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.BuildRequest;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;

/** The part of an engine that obtains images: what is local, and what comes of pulls and builds. */
final class ScriptedImages {
  final Map<String, ImageInfo> local = new ConcurrentHashMap<>();
  final Map<String, ImageInfo> remote = new ConcurrentHashMap<>();
  final List<String> pulled = Collections.synchronizedList(new ArrayList<>());

  /** What happens while the engine pulls or builds. */
  Runnable meanwhile = () -> {};

  /** The last line of builds, which then fail; empty where they succeed. */
  Optional<String> buildFailure = Optional.empty();

  /** Whether the registries cannot be reached. */
  boolean unreachable;

  /** How often an archive was loaded. */
  final AtomicInteger loads = new AtomicInteger();

  /** What the engine makes of an archive. */
  ImageInfo made = image('f');

  final List<BuildRequest> built = Collections.synchronizedList(new ArrayList<>());
  private final Deque<EngineException> failures = new ArrayDeque<>();

  void failNext(EngineException.Kind kind) {
    failNext(new EngineException(kind, "the engine says " + kind));
  }

  void failNext(EngineException failure) {
    failures.add(failure);
  }

  static ImageInfo image(char digit, String... repoDigests) {
    return image(digit, List.of("run"), repoDigests);
  }

  static ImageInfo withoutProgram(char digit) {
    return image(digit, List.of());
  }

  private static ImageInfo image(char digit, List<String> command, String... repoDigests) {
    return new ImageInfo(
        "sha256:" + String.valueOf(digit).repeat(64),
        List.of(repoDigests),
        "",
        "",
        List.of(),
        command,
        Optional.empty(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        0);
  }

  /** Only what images need; any other verb is an error of the code under test. */
  Engine engine() {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "findImage" -> Optional.ofNullable(local.get((String) arguments[0]));
              case "pull" -> pull((String) arguments[0], (BooleanSupplier) arguments[2]);
              case "build" -> build(arguments);
              case "load" -> load(arguments);
              case "removeImage" -> local.remove((String) arguments[0]) != null;
              default -> throw new AssertionError("images need no " + method.getName());
            };
    return (Engine)
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Engine.class}, handler);
  }

  private void work(BooleanSupplier cancelled) throws EngineException {
    failIfScripted();
    meanwhile.run();
    if (cancelled.getAsBoolean()) {
      throw new EngineException(EngineException.Kind.CANCELLED, "told to give up");
    }
  }

  private Object pull(String name, BooleanSupplier cancelled) throws EngineException {
    pulled.add(name);
    work(cancelled);
    if (unreachable) {
      throw new EngineException(EngineException.Kind.RETRYABLE, "no route to the registry");
    }
    if (!remote.containsKey(name)) {
      throw new EngineException(EngineException.Kind.NOT_FOUND, "no image " + name);
    }
    local.put(name, remote.get(name));
    return null;
  }

  @SuppressWarnings("unchecked")
  private Object build(Object[] arguments) throws EngineException {
    BuildRequest request = (BuildRequest) arguments[0];
    built.add(request);
    work((BooleanSupplier) arguments[2]);
    if (buildFailure.isPresent()) {
      ((Consumer<String>) arguments[1]).accept(buildFailure.get());
      throw new EngineException(
          EngineException.Kind.BUILD_FAILED, "code 1\nits last lines:\n" + buildFailure.get());
    }
    local.put(request.tag(), image('b'));
    return null;
  }

  /** As engines do: nothing is looked at before the archive has ended. */
  private Object load(Object[] arguments) throws EngineException {
    loads.incrementAndGet();
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try {
      ((Engine.Context) arguments[0]).writeTar(tar);
    } catch (IOException e) {
      throw new EngineException(EngineException.Kind.FINAL, "cannot read what to send", e);
    }
    work((BooleanSupplier) arguments[2]);
    Matcher names =
        Pattern.compile("\"RepoTags\":\\[\"([^\"]+)\"]")
            .matcher(tar.toString(StandardCharsets.UTF_8));
    while (names.find()) {
      local.put(names.group(1), made);
    }
    return null;
  }

  private synchronized void failIfScripted() throws EngineException {
    EngineException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
