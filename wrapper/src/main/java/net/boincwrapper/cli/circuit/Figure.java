package net.boincwrapper.cli.circuit;

/** What is counted, or decided, gate by gate. */
enum Figure {
  GATES,
  ELEMENTARY,
  MEASUREMENTS,
  RESETS,
  DEPTH,
  CLIFFORD,
  MID_CIRCUIT
}
