/**
 * What the operating system gives or refuses: cores for threads, and memory.
 *
 * <p>Called at start, by the thread that is concerned, and for memory by the thread that maps it; may allocate. Native calls go through java.lang.foreign. Where the
 * host does not have a thing, that is reported and not an error: whoever needs it decides. Depends on the JDK alone.
 */
package io.ironhoard.arena.os;
