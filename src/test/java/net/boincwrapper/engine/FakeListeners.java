package net.boincwrapper.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who listens to which container of {@link FakeEngine}. */
final class FakeListeners<T> {
  /** Not a record: two subscriptions to the same thing are two. */
  private static final class Listener<T> {
    final String id;
    final Consumer<T> to;

    Listener(String id, Consumer<T> to) {
      this.id = id;
      this.to = to;
    }
  }

  private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();

  Engine.Subscription add(String id, Consumer<T> to) {
    Listener<T> listener = new Listener<>(id, to);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Tells those who listen to a container. */
  void tell(String id, T what) {
    listeners.stream().filter(l -> l.id.equals(id)).forEach(l -> l.to.accept(what));
  }

  /** What tells those who listen to a container now. */
  List<Runnable> tellLater(String id, T what) {
    return listeners.stream()
        .filter(l -> l.id.equals(id))
        .<Runnable>map(l -> () -> l.to.accept(what))
        .toList();
  }

  /** Tells those who listen to a container for the last time. */
  void end(String id, T what) {
    listeners.stream()
        .filter(l -> l.id.equals(id) && listeners.remove(l))
        .forEach(l -> l.to.accept(what));
  }

  /** Tells all for the last time. */
  void endAll(T what) {
    listeners.stream().filter(listeners::remove).forEach(l -> l.to.accept(what));
  }

  void clear() {
    listeners.clear();
  }
}
