package net.boincwrapper.cli.circuit;

/** What a walker does where a statement leads to another file, or says which language this is. */
interface Includes {
  void version(Statement.Version version);

  void read(Statement.Include include);
}
