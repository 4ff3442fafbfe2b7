package net.boincwrapper.cli.measure;

/**
 * What a client ends a task for.
 *
 * @param exitCode what it reports: {@code lib/error_numbers.h}
 * @param reason what happened, and what to do
 */
public record Excess(int exitCode, String reason) {}
