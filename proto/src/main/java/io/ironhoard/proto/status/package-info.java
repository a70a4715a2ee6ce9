/**
 * What a node says about itself, read from the counters files of its processes: the status of {@code ironhoard status} and
 * of {@code OpsService}. Runs in whichever process asks, on a thread that may wait for about a second; never on a shard's
 * thread or an event loop. Allocates freely. Depends on {@code proto.counters} and {@code proto.instance}.
 */
package io.ironhoard.proto.status;
