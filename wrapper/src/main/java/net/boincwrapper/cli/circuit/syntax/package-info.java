/**
 * OpenQASM files as trees of statements and expressions, and what their grammar has against them;
 * what a statement means, {@code cli.circuit} knows. May import {@code cli.circuit.grammar}.
 */
@NullMarked
package net.boincwrapper.cli.circuit.syntax;

import org.jspecify.annotations.NullMarked;
