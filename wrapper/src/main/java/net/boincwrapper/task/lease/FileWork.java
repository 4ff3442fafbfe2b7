package net.boincwrapper.task.lease;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.task.turn.Mailbox;

/**
 * Work on the slot's files that may take long: one piece after the other, away from the loop's
 * thread; what came of it is told through the mailbox.
 */
public final class FileWork {
  private final Executor executor;
  private final Mailbox mailbox;
  private final Runnable check;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param check throws where the slot is another task's by now; asked in the loop's thread before
   *     each piece is begun
   */
  public FileWork(Executor executor, Mailbox mailbox, Runnable check) {
    this.executor = executor;
    this.mailbox = mailbox;
    this.check = check;
  }

  /** A piece of work. Runs in another thread than the loop's, or, in tests, later. */
  @FunctionalInterface
  public interface Piece<T> {
    T doIt() throws SlotException;
  }

  /** Does it when all before it are done. A failure is thrown in the loop's thread. */
  public <T> void add(Piece<T> piece, Consumer<T> done) {
    waiting.add(() -> start(piece, done));
    next();
  }

  /** Whether nothing is being done, or waits. */
  public boolean idle() {
    return !busy && waiting.isEmpty();
  }

  private void next() {
    if (!busy && !waiting.isEmpty()) {
      check.run();
      busy = true;
      waiting.remove().run();
    }
  }

  private <T> void start(Piece<T> piece, Consumer<T> done) {
    executor.execute(
        () -> {
          Runnable letter = attempt(piece, done);
          mailbox.post(
              () -> {
                busy = false;
                try {
                  letter.run();
                } finally {
                  next();
                }
              });
        });
  }

  private static <T> Runnable attempt(Piece<T> piece, Consumer<T> done) {
    try {
      T result = piece.doIt();
      return () -> done.accept(result);
    } catch (SlotException e) {
      return () -> {
        throw new SlotFailedException(e);
      };
    } catch (SlotFailedException e) {
      return () -> {
        throw e;
      };
    } catch (RuntimeException | Error e) {
      return () -> {
        throw new IllegalStateException("while working on the slot's files: " + e, e);
      };
    }
  }
}
