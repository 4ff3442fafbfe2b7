package net.boincwrapper.cli.circuit;

import net.boincwrapper.cli.circuit.syntax.Statement;

/** What a walker does where a statement leads to another file, or says which language this is. */
interface Includes {
  void version(Statement.Version version);

  void read(Statement.Include include);
}
