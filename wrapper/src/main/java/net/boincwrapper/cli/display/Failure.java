package net.boincwrapper.cli.display;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Failures in words for people. */
public final class Failure {
  private Failure() {}

  /** Why a file operation failed, without the file's name. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "not found";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null || reason.isEmpty() ? e.getClass().getSimpleName() : reason;
  }

  /** One line about whatever went wrong. */
  public static String describe(Exception e) {
    if (e instanceof UncheckedIOException wrapped) {
      return describe(Objects.requireNonNull(wrapped.getCause()));
    }
    if (e instanceof FileSystemException file && file.getFile() != null) {
      return "cannot use " + file.getFile() + ": " + reason(file);
    }
    return e instanceof IOException io ? reason(io) : e.toString();
  }
}
