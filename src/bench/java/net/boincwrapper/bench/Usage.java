package net.boincwrapper.bench;

/**
 * What some processes use together.
 *
 * @param processes how many there are
 * @param cpuSeconds so far, with ended children
 * @param rssBytes what is shared counts once for each
 * @param pssBytes what is shared counts in parts
 * @param voluntarySwitches of the threads that are there, so far: each is a wait, and so a wake-up
 */
record Usage(
    int processes, double cpuSeconds, long rssBytes, long pssBytes, long voluntarySwitches) {}
