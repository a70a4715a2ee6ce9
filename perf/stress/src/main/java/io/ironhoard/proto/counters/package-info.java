/** Races of what this package shares between threads. */
package io.ironhoard.proto.counters;
