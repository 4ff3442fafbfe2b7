package net.boincwrapper.policy;

/**
 * What the host does with images.
 *
 * @param builds whether Dockerfiles may be built; else only finished images are used
 * @param budget bytes that images of ours may take on disk
 * @param keepDays days after which an image of ours that nobody has used goes, 0 or more
 */
public record ImageKeeping(Rule<Boolean> builds, Rule<Long> budget, Rule<Integer> keepDays) {
  static final long DEFAULT_BUDGET = 10L << 30;
  static final int DEFAULT_DAYS = 14;

  static final ImageKeeping DEFAULT =
      new ImageKeeping(
          Rule.byDefault(true), Rule.byDefault(DEFAULT_BUDGET), Rule.byDefault(DEFAULT_DAYS));
}
