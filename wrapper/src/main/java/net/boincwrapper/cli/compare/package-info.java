/**
 * Whether two replicas of a result mean the same: numbers within a tolerance, histograms of shots
 * by a chi-square test, everything else exactly. The script {@code compare.py}, which a server
 * runs, follows the same rules; one table of cases is tried on both. May import {@code
 * cli.display}.
 */
@NullMarked
package net.boincwrapper.cli.compare;

import org.jspecify.annotations.NullMarked;
