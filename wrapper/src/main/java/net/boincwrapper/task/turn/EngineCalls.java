package net.boincwrapper.task.turn;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the engine, one after the other, outside the loop's thread; their results come back
 * through the mailbox.
 *
 * <p>An engine that does not answer is asked again until {@link #PATIENCE} has passed without any
 * answer; then every waiting call is dropped, and the loss is reported once.
 */
public final class EngineCalls {
  /** How long an engine may be away. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration RETRY = Duration.ofSeconds(2);

  /** One call. Runs in a thread other than the loop's or, in tests, at once. */
  @FunctionalInterface
  public interface Call<T> {
    T on(Engine engine) throws EngineException;
  }

  private final Executor executor;
  private final Mailbox mailbox;
  private final Stopwatch unanswered;
  private final Stopwatch rest;
  private final OpenOnce engine;
  private final Consumer<String> say;
  private final Consumer<String> onLost;
  private final Deque<Pending<?>> waiting = new ArrayDeque<>();
  private @Nullable Pending<?> running;
  private boolean silent;

  /**
   * @param say takes lines for people
   * @param onLost told why the last call failed
   */
  public EngineCalls(
      Executor executor,
      Mailbox mailbox,
      HostClock clock,
      Opening opening,
      Consumer<String> say,
      Consumer<String> onLost) {
    this.executor = executor;
    this.mailbox = mailbox;
    this.unanswered = new Stopwatch(clock);
    this.rest = new Stopwatch(clock);
    this.engine = new OpenOnce(opening);
    this.say = say;
    this.onLost = onLost;
  }

  /** Opens the connection. */
  @FunctionalInterface
  public interface Opening {
    Engine open() throws EngineException;
  }

  /**
   * Calls the engine when all calls before this one have ended.
   *
   * @param failed told every failure except that the engine does not answer
   */
  public <T> void call(Call<T> call, Consumer<T> done, Consumer<EngineException> failed) {
    waiting.add(new Pending<>(call, done, failed, false));
    next();
  }

  /**
   * Like {@link #call}, for a call that may take long and that {@link #dropAll} need not wait for.
   */
  public <T> void longCall(Call<T> call, Consumer<T> done, Consumer<EngineException> failed) {
    waiting.add(new Pending<>(call, done, failed, true));
    next();
  }

  /**
   * Calls the engine once, in parallel with the others, for something that nobody waits for.
   *
   * @param over told the result, or empty if the call failed
   */
  public <T> void aside(Call<T> call, Consumer<Optional<T>> over) {
    executor.execute(
        () -> {
          Optional<T> result = asideNow(call);
          mailbox.post(() -> over.accept(result));
        });
  }

  private <T> Optional<T> asideNow(Call<T> call) {
    try {
      return Optional.of(call.on(engine.get()));
    } catch (EngineException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Forgets the waiting calls, and a long call that runs: nobody will hear of their results. */
  public void dropAll() {
    waiting.clear();
    if (running != null && (running.isLong || rest.runs())) {
      running = null;
      rest.reset();
    }
  }

  /** Forgets a long call that runs, and goes on with the waiting calls. */
  public void dropLong() {
    if (running != null && running.isLong) {
      running = null;
      rest.reset();
      next();
    }
  }

  /** Whether no call runs or waits. */
  public boolean idle() {
    return running == null && waiting.isEmpty();
  }

  /** Whether the engine has not answered for this long. */
  public boolean silentFor(Duration time) {
    return silent && unanswered.hasPassed(time);
  }

  /** Asks a silent engine again, when it is time. */
  public void tick() {
    if (running != null && rest.hasPassed(RETRY)) {
      rest.reset();
      run(running);
    }
  }

  /** Closes the connection, if one was opened. */
  public void close() {
    engine.close();
  }

  private void next() {
    if (running == null && !waiting.isEmpty()) {
      running = waiting.remove();
      run(running);
    }
  }

  private <T> void run(Pending<T> pending) {
    if (!silent) {
      // If an engine hangs, the whole time of the call counts as silence.
      unanswered.restart();
    }
    executor.execute(
        () -> {
          Runnable letter = attempt(pending);
          mailbox.post(
              () -> {
                if (running == pending) {
                  letter.run();
                }
              });
        });
  }

  private <T> Runnable attempt(Pending<T> pending) {
    try {
      T result = pending.call.on(engine.get());
      return () -> ended(() -> pending.done.accept(result));
    } catch (EngineException e) {
      return e.kind() == EngineException.Kind.UNREACHABLE
          ? () -> silent(e)
          : () -> ended(() -> pending.failed.accept(e));
    } catch (RuntimeException | Error e) {
      return () ->
          ended(
              () -> {
                throw e;
              });
    }
  }

  private void ended(Runnable answer) {
    running = null;
    if (silent) {
      say.accept("the engine answers again");
    }
    silent = false;
    try {
      answer.run();
    } finally {
      next();
    }
  }

  private void silent(EngineException e) {
    if (!silent) {
      say.accept("asking the engine again until it answers: " + e.getMessage());
    }
    silent = true;
    if (!unanswered.hasPassed(PATIENCE)) {
      rest.restart();
      return;
    }
    silent = false;
    waiting.clear();
    running = null;
    onLost.accept(String.valueOf(e.getMessage()));
  }

  /** Not a record: two calls of the same kind must not be equal. */
  private static final class Pending<T> {
    final Call<T> call;
    final Consumer<T> done;
    final Consumer<EngineException> failed;
    final boolean isLong;

    Pending(Call<T> call, Consumer<T> done, Consumer<EngineException> failed, boolean isLong) {
      this.call = call;
      this.done = done;
      this.failed = failed;
      this.isLong = isLong;
    }
  }

  /** The one connection of a task. */
  private static final class OpenOnce {
    private final Opening opening;
    private @Nullable Engine engine;

    OpenOnce(Opening opening) {
      this.opening = opening;
    }

    synchronized Engine get() throws EngineException {
      Engine open = engine;
      if (open == null) {
        open = opening.open();
        engine = open;
      }
      return open;
    }

    synchronized void close() {
      if (engine != null) {
        engine.close();
      }
    }
  }
}
