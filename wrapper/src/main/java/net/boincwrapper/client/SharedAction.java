package net.boincwrapper.client;

import java.io.IOException;

/** Something done to the shared memory. */
@FunctionalInterface
interface SharedAction {
  void run() throws IOException;
}
