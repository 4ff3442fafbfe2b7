/**
 * What a run tells about an app that its result does not: what it has written outside its mounts,
 * and why there is no checkpoint. May import {@code job}, {@code engine} and {@code cli.display}.
 */
@NullMarked
package net.boincwrapper.cli.findings;

import org.jspecify.annotations.NullMarked;
