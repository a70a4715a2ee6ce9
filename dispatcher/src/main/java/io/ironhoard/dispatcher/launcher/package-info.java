/**
 * The dispatcher as a process: what is started in which order, and stopped in the opposite one. Start with
 * {@link io.ironhoard.dispatcher.launcher.DispatcherMain}.
 *
 * <p>Runs on the main thread, which afterwards watches, and on the JVM's shutdown thread; allocates freely. Depends on
 * every other package of the dispatcher; nothing depends on it.
 */
package io.ironhoard.dispatcher.launcher;
