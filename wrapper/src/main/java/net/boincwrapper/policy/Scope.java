package net.boincwrapper.policy;

import java.util.Map;

/**
 * Where in a policy file a project's own values stand, or would stand.
 *
 * @param file of the host, or an author's
 * @param section of the project, as it is written; empty: it has none
 * @param tables lines of the section and of its tables, by their full names; only of those that are
 *     there
 */
record Scope(String file, String section, Map<String, Integer> tables) {
  static final Scope NOWHERE = new Scope(PolicySource.HOST.toString(), "", Map.of());

  Scope {
    tables = Map.copyOf(tables);
  }
}
