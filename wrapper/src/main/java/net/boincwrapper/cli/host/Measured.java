package net.boincwrapper.cli.host;

import java.nio.file.Path;

/** A file or directory and what it has of the disk. */
record Measured(Path path, long bytes) {}
