package net.boincwrapper.task;

import java.io.PrintStream;
import net.boincwrapper.container.TaskArguments;
import net.boincwrapper.slot.SlotLayout;

/**
 * What a task is started with.
 *
 * @param slot the slot directory, absolute
 * @param arguments of the command line
 * @param config name of the job's description in the slot ({@code --config})
 * @param dockerfile name of the image's recipe in the slot ({@code --dockerfile})
 * @param verbosity 0, 1 ({@code --verbose}) or 2; the job may ask for more
 * @param sporadic whether the app computes only at times, and says so ({@code --sporadic})
 * @param engines finds the engine
 * @param stderr where people read; {@code stderr.txt} under a client
 */
public record TaskSetup(
    SlotLayout slot,
    TaskArguments arguments,
    String config,
    String dockerfile,
    int verbosity,
    boolean sporadic,
    EngineSource engines,
    PrintStream stderr) {}
