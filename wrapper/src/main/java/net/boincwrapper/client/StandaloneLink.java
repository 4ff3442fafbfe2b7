package net.boincwrapper.client;

import java.util.Optional;

/** The link where there is no client: hears nothing, and keeps the last status for printing. */
public final class StandaloneLink implements ClientLink {
  private Optional<AppStatus> lastStatus = Optional.empty();

  @Override
  public Inbox poll() {
    return Inbox.EMPTY;
  }

  @Override
  public void report(AppStatus status) {
    lastStatus = Optional.of(status);
  }

  @Override
  public void reportEnd(AppStatus status) {
    report(status);
  }

  @Override
  public void graphics(String url) {}

  @Override
  public void trickleUp() {}

  @Override
  public void uploadFile() {}

  @Override
  public boolean statusRead() {
    return true;
  }

  @Override
  public boolean silent() {
    return false;
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public void close() {}

  /** The status last reported; empty before the first. */
  Optional<AppStatus> lastStatus() {
    return lastStatus;
  }
}
