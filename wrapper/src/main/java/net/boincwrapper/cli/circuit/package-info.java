/**
 * What an OpenQASM file says of its circuit: qubits, gates, depth, and what is wrong with it. Only
 * author commands come here, never a task. May import {@code slot}, {@code job} and {@code
 * cli.circuit.syntax}.
 */
@NullMarked
package net.boincwrapper.cli.circuit;

import org.jspecify.annotations.NullMarked;
