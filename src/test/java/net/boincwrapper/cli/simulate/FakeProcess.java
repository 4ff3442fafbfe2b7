package net.boincwrapper.cli.simulate;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.time.FakeHostClock;

/** A wrapper that does nothing, and ends only when it is killed or told to here. */
final class FakeProcess extends Process {
  private final FakeHostClock clock;
  private Optional<Integer> status = Optional.empty();

  FakeProcess(FakeHostClock clock) {
    this.clock = clock;
  }

  void end(int exitStatus) {
    status = Optional.of(exitStatus);
  }

  /** Time passes, but nobody waits. */
  @Override
  public boolean waitFor(long timeout, TimeUnit unit) {
    clock.pass(Duration.of(timeout, unit.toChronoUnit()));
    return status.isPresent();
  }

  @Override
  public int waitFor() {
    return exitValue();
  }

  @Override
  public int exitValue() {
    return status.orElseThrow(IllegalThreadStateException::new);
  }

  @Override
  public void destroy() {
    end(128 + 9);
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }
}
