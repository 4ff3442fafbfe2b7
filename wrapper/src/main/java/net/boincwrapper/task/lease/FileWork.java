package net.boincwrapper.task.lease;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.task.turn.Mailbox;

/**
 * Work on the slot's files that may take long: one piece after the other, outside the loop's
 * thread; the result comes through the mailbox.
 */
public final class FileWork {
  private final Executor executor;
  private final Mailbox mailbox;
  private final Runnable check;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param check throws if the slot has become another task's; called in the loop's thread before
   *     each piece begins
   */
  public FileWork(Executor executor, Mailbox mailbox, Runnable check) {
    this.executor = executor;
    this.mailbox = mailbox;
    this.check = check;
  }

  /** A piece of work. Runs in a thread other than the loop's or, in tests, later. */
  @FunctionalInterface
  public interface Piece<T> {
    T doIt() throws SlotException;
  }

  /** Does a piece when all pieces before it are done. A failure is thrown in the loop's thread. */
  public <T> void add(Piece<T> piece, Consumer<T> done) {
    waiting.add(() -> start(piece, done));
    next();
  }

  /** Whether nothing is being done or waiting. */
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
