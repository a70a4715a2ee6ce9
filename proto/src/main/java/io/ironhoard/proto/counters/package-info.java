/**
 * The books and gauges of a process, in a memory-mapped file that anyone on the machine can read while it runs and
 * after it has died.
 *
 * <p>Writing allocates nothing. Each counter has one writing thread; readers are other threads and processes. Depends on
 * Agrona.
 */
package io.ironhoard.proto.counters;
