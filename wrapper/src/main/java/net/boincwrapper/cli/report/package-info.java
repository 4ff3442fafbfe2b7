/**
 * The report of a run or a rehearsal: one HTML file that needs nothing else, to be shown to others.
 * What it shows comes as a {@link net.boincwrapper.cli.report.Report}, in which every text may have
 * been written by an app; nothing here knows how a run is made.
 */
@NullMarked
package net.boincwrapper.cli.report;

import org.jspecify.annotations.NullMarked;
