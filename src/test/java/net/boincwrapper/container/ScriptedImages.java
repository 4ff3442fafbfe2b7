package net.boincwrapper.container;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import net.boincwrapper.container.Engine.BuildRequest;
import net.boincwrapper.container.Engine.ImageInfo;

/** The part of an engine that obtains images: what is local, and what comes of pulls and builds. */
final class ScriptedImages {
  final Map<String, ImageInfo> local = new ConcurrentHashMap<>();
  final Map<String, ImageInfo> remote = new ConcurrentHashMap<>();
  final List<String> pulled = Collections.synchronizedList(new ArrayList<>());

  /** What happens while the engine pulls or builds. */
  Runnable meanwhile = () -> {};

  final List<BuildRequest> built = Collections.synchronizedList(new ArrayList<>());
  private final Deque<EngineException> failures = new ArrayDeque<>();

  void failNext(EngineException.Kind kind) {
    failures.add(new EngineException(kind, "the engine says " + kind));
  }

  static ImageInfo image(char digit, String... repoDigests) {
    return new ImageInfo(
        "sha256:" + String.valueOf(digit).repeat(64),
        List.of(repoDigests),
        "",
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  /** Only what images need; any other verb is an error of the code under test. */
  Engine engine() {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "findImage" -> Optional.ofNullable(local.get((String) arguments[0]));
              case "pull" -> pull((String) arguments[0], (BooleanSupplier) arguments[2]);
              case "build" -> build((BuildRequest) arguments[0], (BooleanSupplier) arguments[2]);
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
    if (!remote.containsKey(name)) {
      throw new EngineException(EngineException.Kind.NOT_FOUND, "no image " + name);
    }
    local.put(name, remote.get(name));
    return null;
  }

  private Object build(BuildRequest request, BooleanSupplier cancelled) throws EngineException {
    built.add(request);
    work(cancelled);
    local.put(request.tag(), image('b'));
    return null;
  }

  private synchronized void failIfScripted() throws EngineException {
    EngineException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
