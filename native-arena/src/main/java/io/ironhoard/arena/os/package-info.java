/**
 * What the operating system gives or refuses: cores for threads.
 *
 * <p>Called at start, by the thread that is concerned; may allocate. Native calls go through java.lang.foreign. Where the
 * host does not have a thing, that is reported and not an error: whoever needs it decides. Depends on the JDK alone.
 */
package io.ironhoard.arena.os;
