package net.boincwrapper.slot;

/**
 * Is told of every single effect on the disk while a checkpoint is sealed or restored, before and
 * after it. A test that throws from here, and keeps throwing, has in effect killed the wrapper
 * there.
 */
@FunctionalInterface
interface Steps {
  Steps NONE = effect -> {};

  /**
   * Just before, or just after, an effect.
   *
   * @param effect for people, such as {@code "rename 3.new"}
   */
  void at(String effect);
}
