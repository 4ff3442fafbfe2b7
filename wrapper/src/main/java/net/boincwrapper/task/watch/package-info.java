/**
 * What can be seen of a running app from outside: its checkpoint files and who has them open, its
 * control group, its signs of life. May import {@code task.turn}, {@code job}, {@code slot}, {@code
 * client}, {@code procfs} and {@code time}.
 */
@NullMarked
package net.boincwrapper.task.watch;

import org.jspecify.annotations.NullMarked;
