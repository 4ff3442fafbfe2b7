/**
 * ANTLR's lexer and parser of OpenQASM; all but this file is made from {@code OpenQasm.g4} by the
 * build. Imports nothing of ours.
 */
package net.boincwrapper.cli.circuit.grammar;
