/**
 * What the owner of a host allows its tasks: host.toml as it is written, whether it can be
 * believed, and the policy for one project. May import {@code job}, {@code engine} and {@code
 * toml}.
 */
@NullMarked
package net.boincwrapper.policy;

import org.jspecify.annotations.NullMarked;
