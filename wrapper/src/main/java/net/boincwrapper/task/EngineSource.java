package net.boincwrapper.task;

import net.boincwrapper.container.Engine;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.slot.InitData;

/** Finds the engine and opens a connection to it. May block; called again while it fails. */
@FunctionalInterface
public interface EngineSource {
  Engine open(InitData init) throws EngineException;
}
