/**
 * Pictures of matches, drawn from their records: {@link io.ironhoard.perf.draw.HuntTrace} follows a treasure hunt while its
 * record is executed again, {@link io.ironhoard.perf.draw.HuntPicture} writes what it saw as SVG.
 *
 * <p>Runs in tools, on any thread, and allocates freely. Depends on {@code perf.verify} and on the treasure hunt's readers.
 */
package io.ironhoard.perf.draw;
