package net.boincwrapper.cli.measure;

/**
 * What went to and came from the disk.
 *
 * @param readBytes what was found in memory not counted
 * @param writtenBytes what the kernel still holds back not counted
 * @param readOperations requests to the disk
 * @param writeOperations requests to the disk
 * @param complete whether it includes what the kernel writes later on behalf of the task; control
 *     groups of version 1 do not count that
 */
public record DiskTraffic(
    long readBytes,
    long writtenBytes,
    long readOperations,
    long writeOperations,
    boolean complete) {

  DiskTraffic and(DiskTraffic other) {
    return new DiskTraffic(
        readBytes + other.readBytes,
        writtenBytes + other.writtenBytes,
        readOperations + other.readOperations,
        writeOperations + other.writeOperations,
        complete && other.complete);
  }
}
