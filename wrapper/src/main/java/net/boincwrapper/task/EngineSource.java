package net.boincwrapper.task;

import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.record.InitData;

/** Finds the engine and opens a connection to it. May block; called again while it fails. */
@FunctionalInterface
public interface EngineSource {
  Engine open(InitData init) throws EngineException;
}
