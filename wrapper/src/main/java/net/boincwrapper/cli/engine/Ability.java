package net.boincwrapper.cli.engine;

import java.util.Optional;

/**
 * One thing that tasks ask of an engine.
 *
 * @param name a word or two
 * @param detail how it is done here, or that it is not
 * @param cure what a volunteer can do to have more of it; empty where nothing is missing
 */
public record Ability(String name, String detail, Optional<String> cure) {
  static Ability of(String name, String detail) {
    return new Ability(name, detail, Optional.empty());
  }
}
