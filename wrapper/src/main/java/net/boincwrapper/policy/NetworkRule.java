package net.boincwrapper.policy;

/** Which network containers get. */
public enum NetworkRule {
  /** None; a job that needs one is refused. */
  NONE,
  /** The bridge, whether the job asks for it or not. */
  BRIDGE,
  /** What the job asks for. */
  PROJECT
}
