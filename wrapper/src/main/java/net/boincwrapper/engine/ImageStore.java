package net.boincwrapper.engine;

/**
 * Where an engine keeps its images. Two engines of one host, or one with another storage driver,
 * have different images by the same name.
 *
 * @param driver name of the storage driver; empty where the engine does not say
 * @param directory on the host; empty where the engine does not say
 */
public record ImageStore(Engine.Kind kind, String driver, String directory) {

  /** The one of an engine. */
  public static ImageStore of(Engine.EngineInfo engine) {
    EngineAbilities.Storage storage = engine.abilities().storage();
    return new ImageStore(engine.kind(), storage.driver(), storage.directory());
  }
}
