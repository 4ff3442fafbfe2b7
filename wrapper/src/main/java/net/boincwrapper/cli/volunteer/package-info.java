/**
 * Whom a scratch run runs as: where root calls, a user that is not root, owns nothing else, and can
 * reach only what a client's user could. May import nothing of this program.
 */
@NullMarked
package net.boincwrapper.cli.volunteer;

import org.jspecify.annotations.NullMarked;
