package net.boincwrapper.cli.circuit;

/**
 * How often something happens in one shot.
 *
 * @param least in the shot that has fewest of them
 * @param most in the shot that has most; the same where no condition decides
 */
public record Count(long least, long most) {
  public Count {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException(least + " to " + most);
    }
  }

  public static Count of(long exactly) {
    return new Count(exactly, exactly);
  }

  public boolean isExact() {
    return least == most;
  }

  /** {@code 12}, or {@code 10 to 12}. */
  @Override
  public String toString() {
    return isExact() ? Long.toString(least) : least + " to " + most;
  }
}
