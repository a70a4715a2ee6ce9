/**
 * Watches the calls that shards make into rule sets, from outside: a shard notes each call in a few words of its own, and one
 * thread of the process, {@code rules-watchdog}, looks at all of them every few milliseconds.
 *
 * <p>{@link io.ironhoard.dispatcher.watch.CallWatch} is written on a shard's thread with plain and release stores, without a
 * clock, a fence or an allocation; all time and thread state is read by the watchdog's thread, which may allocate and log.
 * Depends on nothing of the dispatcher.
 */
package io.ironhoard.dispatcher.watch;
