package net.boincwrapper.bundle;

import java.util.ArrayList;
import java.util.List;

/** A program that takes all memory, in its first thread or in another one. */
final class Hungry {
  private Hungry() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments[0].equals("main")) {
      eat();
    } else {
      Thread thread = new Thread(Hungry::eat);
      thread.setDaemon(true);
      thread.start();
      thread.join();
    }
  }

  private static void eat() {
    List<byte[]> eaten = new ArrayList<>();
    while (eaten.size() < 1_000_000) {
      eaten.add(new byte[100_000]);
    }
  }
}
