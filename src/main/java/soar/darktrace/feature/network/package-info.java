/**
 * Commands for the traffic of the network in numbers: who talked to whom, time series of metrics, summaries, known
 * vulnerabilities. Captured packets, single connections and devices live elsewhere.
 */
@NullMarked
package soar.darktrace.feature.network;

import org.jspecify.annotations.NullMarked;
